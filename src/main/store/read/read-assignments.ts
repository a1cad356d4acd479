import { eventTypes } from '../../../shared/domain/events.ts';
import { toPlace } from '../place.ts';
import { AssignmentIndex, type HeldInterval, type HeldRole } from './assignment-index.ts';
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

const someSql = `SELECT user, role, place, until FROM assignment
  WHERE user >= ? AND user < ? ORDER BY user, role, place`;
const changedSql = `SELECT user, role, place, until FROM assignment
  WHERE user = ? AND (place BETWEEN ? AND ? OR until BETWEEN ? AND ?)`;
const heldSql = `SELECT role, place FROM assignment
  WHERE user = ? AND place < ? AND (until IS NULL OR until >= ?)`;
const lastUserSql = 'SELECT coalesce(max(user), 0) FROM assignment';
const isAboutHoldings = eventTypes.map((type) =>
  ['RoleAssignedToUserEvent', 'RoleUnassignedFromUserEvent', 'UserDeletedEvent'].includes(type),
);

/** Every role anybody held; null until `readSomeAssignments` has read it all. */
export function assignmentsInMemory(snapshot: Snapshot): AssignmentIndex | null {
  const { index, isWhole } = snapshot.kept(memory);
  return isWhole ? index : null;
}

/** What a user of one partition holds below a place of it (exclusive), in no order. */
export function heldRoles(snapshot: Snapshot, user: number, bound: number): HeldRole[] {
  const inMemory = assignmentsInMemory(snapshot);
  if (inMemory) return inMemory.heldBy(user, bound);
  return snapshot
    .tuples<[number, number]>(heldSql, user, bound, bound)
    .map(([role, place]) => ({ role, place }));
}

/** Reads more of the roles held into memory; true once nothing is missing. */
export function readSomeAssignments(snapshot: Snapshot): boolean {
  const kept = snapshot.kept(memory);
  if (kept.isWhole) return true;
  const { nextUser } = kept;
  for (const row of snapshot.tuples<Row>(someSql, nextUser, nextUser + usersAtOnce)) {
    kept.index.add(toInterval(row));
  }
  kept.nextUser += usersAtOnce;
  kept.isWhole = kept.nextUser > (snapshot.value<number>(lastUserSql) ?? 0);
  return kept.isWhole;
}

function refresh(snapshot: Snapshot, before: Kept | undefined): Kept {
  const readTo = partitionsRead(snapshot);
  if (!before) return { index: new AssignmentIndex(), readTo, nextUser: 0, isWhole: false };
  // Who was not read yet needs no looking after.
  if (before.nextUser > 0) takeChanges(snapshot, before, readTo);
  before.readTo = readTo;
  return before;
}

function takeChanges(snapshot: Snapshot, kept: Kept, now: Facts): void {
  for (const { partition, start, recordNext } of now.values()) {
    const from = kept.readTo.get(partition)?.recordNext ?? start;
    if (from === recordNext) continue;
    const range = [toPlace(partition, from), toPlace(partition, recordNext) - 1] as const;
    for (const user of usersIn(snapshot, partition, range)) {
      if (!kept.isWhole && user >= kept.nextUser) continue;
      const changed = snapshot.tuples<Row>(changedSql, user, ...range, ...range);
      for (const row of changed) kept.index.put(toInterval(row));
    }
  }
}

function toInterval([user, role, place, until]: Row): HeldInterval {
  return { user, role, place, until: until ?? Number.POSITIVE_INFINITY };
}

/** The users whose roles the records of a range of places may have changed. */
function usersIn(
  snapshot: Snapshot,
  partition: number,
  [from, to]: readonly [number, number],
): Set<number> {
  const users = new Set<number>();
  const columns = columnsOf(snapshot, partition);
  const end = columns.rowFrom(to + 1);
  for (let row = columns.rowFrom(from); row < end; row++) {
    if (isAboutHoldings[columns.typeAt(row)]) users.add(columns.user[row] as number);
  }
  return users;
}
