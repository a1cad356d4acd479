import { isRoleEvent } from '../../../shared/domain/events.ts';
import { evolveRole } from '../../../shared/domain/evolve-role.ts';
import { evolveUser } from '../../../shared/domain/evolve-user.ts';
import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { UserState } from '../../../shared/domain/user-state.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { classCode } from '../record-codes.ts';
import type { ScrubPoint } from './scrub-range.ts';
import type { Snapshot } from './snapshot.ts';
import { decodeStored, type StoredRecord } from './stored-record.ts';
import { subjectRecordsBelow } from './subject-records.ts';
import type { SubjectRef } from './subjects.ts';

/** Below which cut to fold, and before which point of it (exclusive; null: up to the cut). */
export type FoldBelow = { readonly cut: Cut; readonly beside: ScrubPoint | null };

/** A split user folded from its stored records; `since` holds the record that gave each role it holds. */
export type FoldedUser = {
  readonly state: UserState | null;
  readonly since: ReadonlyMap<string, StoredRecord>;
};

/** Folds a split user in scrub order; the state is null where no event lies below. */
export function foldSplitUser(snapshot: Snapshot, number: number, below: FoldBelow): FoldedUser {
  let state: UserState | null = null;
  const since = new Map<string, StoredRecord>();
  for (const row of eventsOf(snapshot, { kind: 'user', number }, below)) {
    const event = decodeStored(row)?.event;
    if (!event || isRoleEvent(event)) continue;
    const after: UserState = evolveUser(state, event, row.time).state;
    for (const role of after.roles) if (!since.has(role)) since.set(role, row);
    for (const role of since.keys()) if (!after.roles.includes(role)) since.delete(role);
    state = after;
  }
  return { state, since };
}

/** Folds a split role in scrub order; null where no event lies below. */
export function foldSplitRole(
  snapshot: Snapshot,
  number: number,
  below: FoldBelow,
): RoleState | null {
  let state: RoleState | null = null;
  for (const row of eventsOf(snapshot, { kind: 'role', number }, below)) {
    const event = decodeStored(row)?.event;
    if (event && isRoleEvent(event)) state = evolveRole(state, event, row.time).state;
  }
  return state;
}

function eventsOf(snapshot: Snapshot, subject: SubjectRef, below: FoldBelow): StoredRecord[] {
  return subjectRecordsBelow(snapshot, subject, { ...below, limit: Number.MAX_SAFE_INTEGER })
    .filter((row) => row.class === classCode.event)
    .reverse();
}
