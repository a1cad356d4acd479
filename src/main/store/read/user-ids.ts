import { subjectKind } from '../record-codes.ts';
import type { Memory, Snapshot } from './snapshot.ts';

type Kept = { readonly ids: Map<number, string>; last: number };

// The plus keeps SQLite from the index by kind, which would go through everybody each time.
const idsSql = 'SELECT number, id FROM subject WHERE +kind = ? AND number > ? ORDER BY number';

// A user's number and id never change: what was read stays, and is gone on from.
const memory: Memory<Kept> = {
  refresh(snapshot, before) {
    const kept = before ?? { ids: new Map(), last: 0 };
    for (const [number, id] of snapshot.tuples<[number, string]>(
      idsSql,
      subjectKind.user,
      kept.last,
    )) {
      kept.ids.set(number, id);
      kept.last = number;
    }
    return kept;
  },
};

/** The ids of all users by number; the same map each time, with what is new. */
export function userIds(snapshot: Snapshot): ReadonlyMap<number, string> {
  return snapshot.kept(memory).ids;
}
