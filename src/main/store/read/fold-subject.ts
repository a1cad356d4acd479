import { isRoleEvent } from '../../../shared/domain/events.ts';
import { evolveRole } from '../../../shared/domain/evolve-role.ts';
import { evolveUser } from '../../../shared/domain/evolve-user.ts';
import type { RoleState } from '../../../shared/domain/role-state.ts';
import type { UserState } from '../../../shared/domain/user-state.ts';
import type { Cut } from '../../../shared/log/cut.ts';
import { classCode } from '../record-codes.ts';
import type { ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';
import { decodeStored, type StoredRecord } from './stored-record.ts';
import { subjectRecordsBelow } from './subject-records.ts';
import type { SubjectRef } from './subjects.ts';

/** Below which cut to fold, and before which point of it (exclusive; null: up to the cut). */
export type FoldBelow = { readonly cut: Cut; readonly beside: ScrubPoint | null };

/** A role a split user held: the record that gave it, and the one that took it away; null while held. */
export type FoldedHolding = {
  readonly roleId: string;
  readonly from: StoredRecord;
  until: StoredRecord | null;
};

/** A split user folded from its stored records, with every role it ever held, by when it was given. */
export type FoldedUser = {
  readonly state: UserState | null;
  readonly holdings: readonly FoldedHolding[];
};

/** Folds a split user in scrub order; the state is null where no event lies below. */
export function foldSplitUser(snapshot: Snapshot, number: number, below: FoldBelow): FoldedUser {
  let state: UserState | null = null;
  const holdings: FoldedHolding[] = [];
  for (const row of eventsOf(snapshot, { kind: 'user', number }, below)) {
    const event = decodeStored(row)?.event;
    if (!event || isRoleEvent(event)) continue;
    const before: readonly string[] = state?.roles ?? [];
    state = evolveUser(state, event, row.time).state;
    noteHoldings(holdings, { before, after: state.roles, row });
  }
  return { state, holdings };
}

type RoleChange = {
  readonly before: readonly string[];
  readonly after: readonly string[];
  readonly row: StoredRecord;
};

function noteHoldings(holdings: FoldedHolding[], { before, after, row }: RoleChange): void {
  for (const holding of holdings) {
    if (holding.until === null && !after.includes(holding.roleId)) holding.until = row;
  }
  for (const roleId of after) {
    if (!before.includes(roleId)) holdings.push({ roleId, from: row, until: null });
  }
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
