import { assertNever } from '../../shared/kit/assert-never.ts';
import { toPlace } from '../store/place.ts';
import { startOfLog } from '../store/read/scrub-point.ts';
import {
  cutOfLines,
  lineAt,
  lineOfCut,
  rangeBetween,
  type ScrubLine,
  type ScrubRange,
} from '../store/read/scrub-range.ts';
import type { SearchArea } from '../store/read/search-records.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { type Moment, readPosition, resolvePosition, tickOfRecord } from './resolve-position.ts';

/** Positions that bound a question, half-open in scrub order; undefined: no bound. */
export type Bounds = { readonly from?: string | undefined; readonly to?: string | undefined };

/** The records in [from, to) that lie below the moment's cut. */
export function resolveRange(snapshot: Snapshot, bounds: Bounds, moment: Moment): ScrubRange {
  const { low, highs } = linesOf(snapshot, bounds, moment);
  return rangeBetween(low, highs);
}

/** Like `resolveRange`, with the same bounds as cuts. */
export function resolveArea(snapshot: Snapshot, bounds: Bounds, moment: Moment): SearchArea {
  const { low, highs } = linesOf(snapshot, bounds, moment);
  return {
    range: rangeBetween(low, highs),
    low: cutOfLines(snapshot, [low]),
    high: cutOfLines(snapshot, highs),
  };
}

function linesOf(snapshot: Snapshot, { from, to }: Bounds, { cut }: Moment) {
  const low = from === undefined ? lineAt(startOfLog) : lineOf(snapshot, from);
  const highs = [lineOfCut(snapshot, cut)];
  if (to !== undefined) highs.push(lineOf(snapshot, to));
  return { low, highs };
}

// A bound stands just before what it names: the records of that time, that record; a cut has everything of its own below it.
function lineOf(snapshot: Snapshot, text: string): ScrubLine {
  const position = readPosition(text);
  switch (position.kind) {
    case 'time':
      return lineAt({ tau: Math.max(0, position.time), place: 0 });
    case 'record': {
      const tick = tickOfRecord(snapshot, position);
      if (!tick) return lineAt(startOfLog);
      return lineAt({ tau: tick.tau, place: toPlace(position.partition, position.offset) });
    }
    case 'head':
    case 'token':
      return lineOfCut(snapshot, resolvePosition(snapshot, text).cut);
    default:
      return assertNever(position);
  }
}
