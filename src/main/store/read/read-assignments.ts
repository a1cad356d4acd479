import { anomalyCodes } from '../../../shared/domain/anomaly.ts';
import { type EventType, eventTypes } from '../../../shared/domain/events.ts';
import { classCode } from '../record-codes.ts';
import { AssignmentIndex, type HeldRole } from './assignment-index.ts';
import { columnsBelow, columnsOf } from './event-columns.ts';
import { firstFrom } from './first-from.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';

/** Who held what and where roles were changed, as far as the rows of each partition were gone through. */
type Kept = {
  readonly index: AssignmentIndex;
  /** By role the places of the events that may have changed it, ascending; of a split role in no order. */
  readonly changed: Map<number, number[]>;
  readonly done: Map<number, number>;
  isWhole: boolean;
};

// Records never change: what was counted stays, and is gone on from when somebody asks.
const memory: Memory<Kept> = {
  refresh: (_snapshot, before) =>
    before ?? { index: new AssignmentIndex(), changed: new Map(), done: new Map(), isWhole: false },
};

const heldSql = `SELECT role, place FROM assignment
  WHERE user = ? AND place < ? AND (until IS NULL OR until >= ?)`;

const revisionSql =
  'SELECT place FROM role_revision WHERE role = ? AND place < ? ORDER BY place DESC LIMIT 1';

/** What an event that fits does to roles and who holds them; a new one must be named here. */
const doings = {
  UserCreatedEvent: null,
  UserUpdatedEvent: null,
  UserDeletedEvent: 'takesAll',
  UserLoggedInEvent: null,
  RoleAssignedToUserEvent: 'gives',
  RoleUnassignedFromUserEvent: 'takes',
  RoleCreatedEvent: 'changes',
  RoleUpdatedEvent: 'changes',
  RoleDeletedEvent: 'changes',
} as const satisfies Record<EventType, string | null>;
const doingOfType = eventTypes.map((type) => doings[type]);
const neverCreated = 1 << anomalyCodes.indexOf('never_created');

/** Every role anybody held, of all partitions; null until `readSomeAssignments` has gone through them once. */
export function assignmentsInMemory(snapshot: Snapshot): AssignmentIndex | null {
  const kept = snapshot.kept(memory);
  if (!kept.isWhole) return null;
  for (const partition of partitionsRead(snapshot).keys()) {
    goOn(kept, columnsOf(snapshot, partition));
  }
  return kept.index;
}

/** What a user of one partition holds below a place of it (exclusive), in no order. */
export function heldRoles(snapshot: Snapshot, user: number, bound: number): HeldRole[] {
  const kept = snapshot.kept(memory);
  if (kept.isWhole) {
    goOn(kept, columnsBelow(snapshot, bound));
    return kept.index.heldBy(user, bound);
  }
  return snapshot
    .tuples<[number, number]>(heldSql, user, bound, bound)
    .map(([role, place]) => ({ role, place }));
}

/** The place since which a user of one partition holds a role below a place of it (exclusive); undefined where not. */
export function heldSince(
  snapshot: Snapshot,
  holding: { readonly user: number; readonly role: number },
  bound: number,
): number | undefined {
  const kept = snapshot.kept(memory);
  if (!kept.isWhole) {
    return heldRoles(snapshot, holding.user, bound).find(({ role }) => role === holding.role)
      ?.place;
  }
  goOn(kept, columnsBelow(snapshot, bound));
  return kept.index.since(holding, bound);
}

/**
 * The last event below a place of its partition (exclusive) that may have changed a role: none after
 * it did. Not for split roles.
 */
export function roleChangedBelow(
  snapshot: Snapshot,
  role: number,
  bound: number,
): number | undefined {
  const kept = snapshot.kept(memory);
  if (!kept.isWhole) return snapshot.value<number>(revisionSql, role, bound);
  goOn(kept, columnsBelow(snapshot, bound));
  const places = kept.changed.get(role) ?? [];
  return places[firstFrom(0, places.length, (at) => (places[at] as number) >= bound) - 1];
}

/** Goes through one more partition; true once none is left. */
export function readSomeAssignments(snapshot: Snapshot): boolean {
  const kept = snapshot.kept(memory);
  const left = [...partitionsRead(snapshot).keys()].find((one) => !kept.done.has(one));
  if (left !== undefined) {
    goOn(kept, columnsOf(snapshot, left));
    return false;
  }
  kept.index.orderNewer();
  kept.isWhole = true;
  return true;
}

function goOn(kept: Kept, columns: PartitionColumns): void {
  const { done } = kept;
  const { partition } = columns;
  for (let row = done.get(partition) ?? 0; row < columns.length; row++) {
    takeRow(kept, columns, row);
  }
  done.set(partition, columns.length);
}

/** What an event says of roles and who holds them; the fold found it to fit, or to be the first of its subject. */
function takeRow({ index, changed }: Kept, columns: PartitionColumns, row: number): void {
  const doing = doingOfType[columns.typeAt(row)];
  if (!doing || columns.classAt(row) !== classCode.event) return;
  const anomalies = columns.anomalies[row] as number;
  if ((anomalies & ~neverCreated) !== 0) return;
  const [user, role] = [columns.user[row] as number, columns.role.at(row)];
  const place = columns.placeAt(row);
  if (doing === 'gives') index.give({ user, role, place });
  else if (doing === 'takes') index.take({ user, role, place });
  else if (doing === 'takesAll') index.takeAll(user, place);
  else {
    const places = changed.get(role);
    if (places) places.push(place);
    else changed.set(role, [place]);
  }
}
