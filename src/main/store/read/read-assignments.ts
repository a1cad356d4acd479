import { eventTypes } from '../../../shared/domain/events.ts';
import { toPlace } from '../place.ts';
import { AssignmentIndex } from './assignment-index.ts';
import { columnsOf } from './event-columns.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';

type Facts = ReadonlyMap<number, PartitionFacts>;

/** Who held what, of the users below `nextUser`: the others are read a stretch at a time. */
type Kept = { readonly index: AssignmentIndex; readTo: Facts; nextUser: number; isWhole: boolean };

type Row = readonly [user: number, role: number, place: number, until: number | null];

const memory: Memory<Kept> = { refresh };

/** How many user numbers are read at once. */
const usersAtOnce = 4_000;

const someSql = 'SELECT user, role, place, until FROM assignment WHERE user >= ? AND user < ?';
const lastUserSql = 'SELECT coalesce(max(user), 0) FROM assignment';
const isAboutHoldings = eventTypes.map((type) =>
  ['RoleAssignedToUserEvent', 'RoleUnassignedFromUserEvent', 'UserDeletedEvent'].includes(type),
);

/** Every role anybody held; null until `readSomeAssignments` has read it all. */
export function assignmentsInMemory(snapshot: Snapshot): AssignmentIndex | null {
  const { index, isWhole } = snapshot.kept(memory);
  return isWhole ? index : null;
}

/** Reads more of the roles held into memory; true once nothing is missing. */
export function readSomeAssignments(snapshot: Snapshot): boolean {
  const kept = snapshot.kept(memory);
  if (kept.isWhole) return true;
  const { nextUser } = kept;
  put(kept, snapshot.tuples<Row>(someSql, nextUser, nextUser + usersAtOnce));
  kept.nextUser += usersAtOnce;
  kept.isWhole = kept.nextUser > (snapshot.value<number>(lastUserSql) ?? 0);
  return kept.isWhole;
}

function refresh(snapshot: Snapshot, before: Kept | undefined): Kept {
  const readTo = partitionsRead(snapshot);
  if (!before) return { index: new AssignmentIndex(), readTo, nextUser: 0, isWhole: false };
  // Who was not read yet needs no looking after.
  const users = before.nextUser === 0 ? [] : usersBetween(snapshot, before.readTo, readTo);
  for (const user of users) {
    if (before.isWhole || user < before.nextUser) {
      put(before, snapshot.tuples<Row>(someSql, user, user + 1));
    }
  }
  before.readTo = readTo;
  return before;
}

function put({ index }: Kept, rows: readonly Row[]): void {
  for (const [user, role, place, until] of rows) {
    index.put({ user, role, place, until: until ?? Number.POSITIVE_INFINITY });
  }
}

/** The users whose roles may have changed between two moments. */
function usersBetween(snapshot: Snapshot, before: Facts, now: Facts): Set<number> {
  const users = new Set<number>();
  for (const { partition, start, recordNext } of now.values()) {
    const from = before.get(partition)?.recordNext ?? start;
    if (from === recordNext) continue;
    const columns = columnsOf(snapshot, partition);
    const end = columns.rowFrom(toPlace(partition, recordNext));
    for (let row = columns.rowFrom(toPlace(partition, from)); row < end; row++) {
      if (isAboutHoldings[columns.typeAt(row)]) users.add(columns.user[row] as number);
    }
  }
  return users;
}
