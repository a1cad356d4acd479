import { type AnomalyCode, anomalyCodes } from '../../shared/domain/anomaly.ts';
import { type DomainEvent, isRoleEvent } from '../../shared/domain/events.ts';
import { evolveRole } from '../../shared/domain/evolve-role.ts';
import { evolveUser } from '../../shared/domain/evolve-user.ts';
import type { RoleState } from '../../shared/domain/role-state.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import type { Checkpoint } from '../store/write/checkpoints.ts';
import type { FoldedRecord } from '../store/write/open-audit.ts';
import type { Store } from '../store/write/open-store.ts';
import type { UserChanges } from '../store/write/user-changes.ts';
import type { Flaw } from './flaw.ts';

/** A fold in memory, straight from the domain, of one partition's events. */
type Fold = { readonly users: Map<string, UserState>; readonly roles: Map<string, RoleState> };

/** What the proof of a fold works with. */
export type FoldProof = {
  readonly flaws: Flaw[];
  readonly changes: UserChanges;
  /** Hears of each event that is looked at. */
  readonly onOffset: (offset: number) => void;
};

/**
 * Folds a partition's events again and compares, at each of them, with the state that the
 * temporal tables give at its place.
 */
export function verifyFold(
  store: Store,
  { partition }: Checkpoint,
  { flaws, changes, onOffset }: FoldProof,
): void {
  const broken = store.audit.brokenIntervals(partition);
  if (broken > 0) {
    const text = `Partition ${partition} has ${broken} revisions that do not end where the next one begins.`;
    flaws.push({ code: 'fold_differs', partition, text });
  }
  const fold: Fold = { users: new Map(), roles: new Map() };
  const { events, strays } = store.audit.folded(partition, changes);
  for (const stored of events) {
    onOffset(stored.record.offset);
    const wrong = compareEvent(stored, fold);
    if (!wrong) continue;
    const place = formatPlace(partition, stored.record.offset);
    flaws.push({ code: 'fold_differs', partition, text: `At ${place}: ${wrong}` });
    // Everything after it would differ too.
    return;
  }
  if (strays() > 0) {
    const text = `Partition ${partition} has revisions or roles of users that begin or end with no event of theirs.`;
    flaws.push({ code: 'fold_differs', partition, text });
  }
  for (const [userId, state] of fold.users) {
    if (isSame(store.audit.userAtEnd(userId, partition), state)) continue;
    const text = `At the end of partition ${partition} a user is not kept as a fold of the records gives it.`;
    flaws.push({ code: 'fold_differs', partition, text });
    return;
  }
}

function compareEvent(stored: FoldedRecord, fold: Fold): string | null {
  const decoded = decodeRecord(stored.record);
  if (decoded.kind !== 'event') return 'the record is kept as an event, but does not decode.';
  const { event, envelope } = decoded;
  if (stored.time !== (envelope.time ?? stored.record.timestamp)) {
    return 'the time kept is not that of the event.';
  }
  const folded = foldEvent(fold, event, stored.time);
  if (bitsOf(folded.anomalies) !== stored.anomalies) {
    return 'a fold of the records finds other anomalies.';
  }
  const kept = isRoleEvent(event)
    ? stored.roleAfter(event.data.roleId)
    : stored.userAfter(event.data.userId);
  return isSame(kept, folded.state)
    ? null
    : 'the state kept is not the one a fold of the records gives.';
}

function isSame(kept: UserState | RoleState | null, folded: UserState | RoleState): boolean {
  return kept !== null && sameJson(kept as unknown as Json, folded as unknown as Json);
}

function foldEvent({ users, roles }: Fold, event: DomainEvent, time: number) {
  if (isRoleEvent(event)) {
    const { roleId } = event.data;
    const folded = evolveRole(roles.get(roleId) ?? null, event, time);
    roles.set(roleId, folded.state);
    return folded;
  }
  const { userId } = event.data;
  const folded = evolveUser(users.get(userId) ?? null, event, time);
  users.set(userId, folded.state);
  return folded;
}

function bitsOf(anomalies: readonly AnomalyCode[]): number {
  return anomalies.reduce((bits, code) => bits | (1 << anomalyCodes.indexOf(code)), 0);
}
