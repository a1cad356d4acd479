import { type DomainEvent, isRoleEvent } from '../../shared/domain/events.ts';
import { evolveRole } from '../../shared/domain/evolve-role.ts';
import { evolveUser } from '../../shared/domain/evolve-user.ts';
import type { RoleState } from '../../shared/domain/role-state.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import { type FoldBelow, foldSplitRole, foldSplitUser } from '../store/read/fold-subject.ts';
import { roleBelowPlace } from '../store/read/role-at-cut.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { decodeStored, type StoredRecord } from '../store/read/stored-record.ts';
import { type SubjectRef, splitNumbers } from '../store/read/subjects.ts';
import { userBelowPlace } from '../store/read/user-at-cut.ts';
import { classCode } from '../store/record-codes.ts';
import { changedOfRole, changedOfUser } from './changed-fields.ts';
import type { Told } from './stored-entry.ts';

/** Goes on folding a subject: each event tells what it changed and what did not fit. */
type Folding = { next(event: DomainEvent, time: number): Told };

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
  const folding = splitNumbers(snapshot).has(subject.number)
    ? foldingOfSplit(snapshot, subject, below)
    : foldingBelow(snapshot, subject, first.place);
  for (const row of rows) {
    const event = row.class === classCode.event ? decodeStored(row)?.event : null;
    told.set(row.place, event ? folding.next(event, row.time) : { changed: {}, anomalies: [] });
  }
  return told;
}

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
