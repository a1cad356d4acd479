import { assertNever } from '../../shared/kit/assert-never.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { toPlace } from '../store/place.ts';
import { type CutRange, leastCut } from '../store/read/cut-range.ts';
import { cutBefore, emptyCut } from '../store/read/find-cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { type Moment, readPosition, resolvePosition, tickOfRecord } from './resolve-position.ts';

/** Positions that bound a question, half-open in scrub order; undefined: no bound. */
export type Bounds = { readonly from?: string | undefined; readonly to?: string | undefined };

/** The records in [from, to) that lie below the moment's cut. */
export function resolveRange(snapshot: Snapshot, { from, to }: Bounds, { cut }: Moment): CutRange {
  return {
    low: from === undefined ? emptyCut(snapshot) : cutAt(snapshot, from),
    high: to === undefined ? cut : leastCut(cut, cutAt(snapshot, to)),
  };
}

// A bound stands just before what it names: the records of that time, that record; a cut has everything of its own below it.
function cutAt(snapshot: Snapshot, text: string): Cut {
  const position = readPosition(text);
  switch (position.kind) {
    case 'time':
      return cutBefore(snapshot, { tau: Math.max(0, position.time), place: 0 });
    case 'record': {
      const tick = tickOfRecord(snapshot, position);
      if (!tick) return emptyCut(snapshot);
      const place = toPlace(position.partition, position.offset);
      return cutBefore(snapshot, { tau: tick.tau, place });
    }
    case 'head':
    case 'token':
      return resolvePosition(snapshot, text).cut;
    default:
      return assertNever(position);
  }
}
