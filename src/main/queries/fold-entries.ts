import {
  type DomainEvent,
  eventTypes,
  type FoldedUserEvent,
  isRoleEvent,
  type RoleEvent,
} from '../../shared/domain/events.ts';
import { evolveRole } from '../../shared/domain/evolve-role.ts';
import { evolveUser } from '../../shared/domain/evolve-user.ts';
import type { RoleState } from '../../shared/domain/role-state.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { type FoldBelow, foldSplitRole, foldSplitUser } from '../store/read/fold-subject.ts';
import { roleBelowPlace } from '../store/read/role-at-cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { decodeStored, type StoredRecord } from '../store/read/stored-record.ts';
import { type SubjectRef, splitNumbers } from '../store/read/subjects.ts';
import { userBelowPlace, userFieldsMade } from '../store/read/user-at-cut.ts';
import { classCode } from '../store/record-codes.ts';
import { changedOfRole, changedOfUser } from './changed-fields.ts';
import type { Told } from './stored-entry.ts';

/** Goes on folding a subject: each event tells what it changed and what did not fit. */
type Folding = { next(event: FoldedUserEvent | RoleEvent, time: number): Told };

/** Records of one subject, oldest first with none left out between them, and where the fold before them ends. */
export type Stretch = {
  readonly subject: SubjectRef;
  readonly rows: readonly StoredRecord[];
  /** For a split subject: what lies before the stretch. */
  readonly below: FoldBelow;
};

/** What each record of a stretch changed, by place: the state just below it, folded on through it. */
export function foldEntries(
  snapshot: Snapshot,
  { subject, rows, below }: Stretch,
): Map<number, Told> {
  const told = new Map<number, Told>();
  const [first] = rows;
  if (!first) return told;
  const isSplit = splitNumbers(snapshot).has(subject.number);
  const folding = isSplit
    ? foldingOfSplit(snapshot, subject, below)
    : foldingBelow(snapshot, subject, first.place);
  const eventOf =
    isSplit || subject.kind === 'role' ? eventIn : eventsMade(snapshot, subject, rows);
  for (const row of rows) {
    const event = row.class === classCode.event ? eventOf(row) : null;
    told.set(row.place, event ? folding.next(event, row.time) : { changed: {}, anomalies: [] });
  }
  return told;
}

function eventIn(row: StoredRecord): DomainEvent | null {
  return decodeStored(row)?.event ?? null;
}

/**
 * The events of a user as far as folding looks at them, without their bytes: type, role and time
 * stand in the columns, and what a creation or an update said in the revision it made. One that
 * made none said nothing new.
 */
function eventsMade(snapshot: Snapshot, { number }: SubjectRef, rows: readonly StoredRecord[]) {
  const places = rows.map(({ place }) => place);
  const made = userFieldsMade(snapshot, number, [Math.min(...places), Math.max(...places)]);
  return ({ type, place, user_id, role_id }: StoredRecord): FoldedUserEvent | null => {
    const userId = user_id ?? '';
    const { username, email, ...others } = made.get(place) ?? {};
    // Nobody is ever without these again once there: what a revision lacks was not said.
    const said = { ...(username != null && { username }), ...(email != null && { email }) };
    const changes = { ...others, ...said };
    const name = eventTypes[type ?? -1];
    switch (name) {
      case 'UserCreatedEvent':
        return { type: 'UserCreatedEvent', data: { userId, ...unnamed, ...changes } };
      case 'UserUpdatedEvent':
        return { type: 'UserUpdatedEvent', data: { userId, changes } };
      case 'UserDeletedEvent':
        return { type: 'UserDeletedEvent', data: { userId } };
      case 'UserLoggedInEvent':
        return { type: 'UserLoggedInEvent', data: { userId } };
      case 'RoleAssignedToUserEvent':
        return { type: 'RoleAssignedToUserEvent', data: { userId, roleId: role_id ?? '' } };
      case 'RoleUnassignedFromUserEvent':
        return { type: 'RoleUnassignedFromUserEvent', data: { userId, roleId: role_id ?? '' } };
      case 'RoleCreatedEvent':
      case 'RoleUpdatedEvent':
      case 'RoleDeletedEvent':
      case undefined:
        return null;
      default:
        return assertNever(name);
    }
  };
}

const unnamed = { username: '', email: '', displayName: null, attributes: null };

function foldingOfSplit(
  snapshot: Snapshot,
  { kind, number }: SubjectRef,
  below: FoldBelow,
): Folding {
  return kind === 'user'
    ? userFolding(foldSplitUser(snapshot, number, below).state)
    : roleFolding(foldSplitRole(snapshot, number, below));
}

function foldingBelow(snapshot: Snapshot, { kind, number }: SubjectRef, place: number): Folding {
  return kind === 'user'
    ? userFolding(userBelowPlace(snapshot, number, place))
    : roleFolding(roleBelowPlace(snapshot, number, place));
}

function userFolding(before: UserState | null): Folding {
  let state = before;
  return {
    next(event, time) {
      if (isRoleEvent(event)) return nothing;
      const { state: after, anomalies } = evolveUser(state, event, time);
      const changed = changedOfUser(state, after);
      state = after;
      return { changed, anomalies };
    },
  };
}

function roleFolding(before: RoleState | null): Folding {
  let state = before;
  return {
    next(event, time) {
      if (!isRoleEvent(event)) return nothing;
      const { state: after, anomalies } = evolveRole(state, event, time);
      const changed = changedOfRole(state, after);
      state = after;
      return { changed, anomalies };
    },
  };
}

const nothing: Told = { changed: {}, anomalies: [] };
