import { assertNever } from '../../shared/kit/assert-never.ts';
import { toPlace } from '../store/place.ts';
import {
  lineAt,
  lineOfCut,
  rangeBetween,
  type ScrubLine,
  type ScrubRange,
  startOfLog,
} from '../store/read/scrub-range.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { type Moment, readPosition, resolvePosition, tickOfRecord } from './resolve-position.ts';

/** Positions that bound a question, half-open in scrub order; undefined: no bound. */
export type Bounds = { readonly from?: string | undefined; readonly to?: string | undefined };

/** The records in [from, to) that lie below the moment's cut. */
export function resolveRange(snapshot: Snapshot, bounds: Bounds, moment: Moment): ScrubRange {
  const low = bounds.from === undefined ? lineAt(startOfLog) : lineOf(snapshot, bounds.from);
  const highs = [lineOfCut(snapshot, moment.cut)];
  if (bounds.to !== undefined) highs.push(lineOf(snapshot, bounds.to));
  return rangeBetween(low, highs);
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
