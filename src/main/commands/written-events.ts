import { type EventType, eventTypes } from '../../shared/domain/events.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { compareTicks } from '../../shared/log/tick.ts';
import { commandEventsWithId } from '../store/read/identities.ts';
import type { KeptRecord } from '../store/read/kept-record.ts';
import type { RecordFilter } from '../store/read/record-filter.ts';
import { searchRecords } from '../store/read/search-records.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { decodeStored, type StoredRecord, tickOf } from '../store/read/stored-record.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { classCode } from '../store/record-codes.ts';
import { eventIdOf } from './event-records.ts';
import type { Concerned, WrittenEvent } from './ground.ts';

/** How many events of the concerned are looked at, at most. */
const lookBack = 1_000;

/** An event of the log as commands see it; null for a record that is none, or a repetition of one. */
export function toWritten(row: StoredRecord): WrittenEvent | null {
  const decoded = row.class === classCode.event ? decodeStored(row) : null;
  if (decoded === null) return null;
  const { partition, offset } = tickOf(row);
  const { event, envelope } = decoded;
  return { partition, offset, eventId: envelope.id, event, actor: row.actor_id, time: row.time };
}

/** The events of the log that carry a command's id, in the order they were written. */
export function commandEvents(snapshot: Snapshot, commandId: string): WrittenEvent[] {
  const written: WrittenEvent[] = [];
  for (let n = 1; ; n++) {
    const [found] = commandEventsWithId(snapshot, eventIdOf(commandId, n));
    const event = found && toWritten(found);
    if (!event) return written;
    written.push(event);
  }
}

/** Events from one cut (inclusive) to another (exclusive) that name any of the concerned, in scrub order. */
export function concernedEvents(
  snapshot: Snapshot,
  { from, to }: { readonly from: Cut; readonly to: Cut },
  concerned: Concerned,
): WrittenEvent[] {
  const range = { low: from, high: to };
  const found = new Map<number, KeptRecord>();
  for (const filter of filtersOf(snapshot, concerned)) {
    const page = { order: 'asc', beside: null, limit: lookBack } as const;
    for (const row of searchRecords(snapshot, { range, filter }, page)) found.set(row.place, row);
  }
  return [...found.values()]
    .sort((a, b) => compareTicks(tickOf(a), tickOf(b)))
    .map(toWritten)
    .filter((event) => event !== null)
    .slice(0, lookBack);
}

const ofRoles = typesWhere((type) => type.startsWith('Role') && !type.endsWith('UserEvent'));
const ofHoldings = typesWhere((type) => type.startsWith('Role') && type.endsWith('UserEvent'));

function typesWhere(fits: (type: EventType) => boolean): number[] {
  return eventTypes.flatMap((type, at) => (fits(type) ? [at] : []));
}

function filtersOf(snapshot: Snapshot, { users, roles, holdings }: Concerned): RecordFilter[] {
  const numbers = (kind: 'user' | 'role', ids: readonly string[]) =>
    ids.map((id) => subjectNumber(snapshot, kind, id)).filter((number) => number !== undefined);
  return [
    ...numbers('user', users).map((user) => ({ types: null, user, role: null })),
    ...numbers('role', roles).map((role) => ({ types: ofRoles, user: null, role })),
    ...numbers('role', holdings).map((role) => ({ types: ofHoldings, user: null, role })),
  ];
}
