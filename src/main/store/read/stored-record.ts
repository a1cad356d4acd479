import type { EnvelopedEvent } from '../../../shared/domain/envelope.ts';
import type { LogRecord } from '../../../shared/log/record.ts';
import type { Tick } from '../../../shared/log/tick.ts';
import { decodeRecord } from '../../codec/decode-record.ts';
import { timestampTypeOfKind } from '../layout/event-columns.ts';
import type { RecordBytes } from '../layout/record-form.ts';
import { offsetOfPlace, partitionOfPlace } from '../place.ts';
import { findRow } from './event-columns.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { bytesOf } from './record-bytes.ts';
import type { Snapshot } from './snapshot.ts';
import { subjectId } from './subjects.ts';

/** A record as it is stored, with the names of what it concerns. */
export type StoredRecord = {
  readonly place: number;
  readonly tau: number;
  readonly timestamp: number;
  readonly timestamp_type: number;
  readonly class: number;
  readonly type: number | null;
  readonly time: number;
  readonly flags: number;
  readonly anomalies: number;
  readonly user: number | null;
  readonly role: number | null;
  readonly user_id: string | null;
  readonly role_id: string | null;
  readonly actor_id: string | null;
  /** Its key, value and headers: opened when asked for, which takes a hundred times as long as all else. */
  bytes(): RecordBytes;
};

/** The record at a place, or undefined where there is none. */
export function storedRecord(snapshot: Snapshot, place: number): StoredRecord | undefined {
  const found = findRow(snapshot, place);
  return found && storedRow(snapshot, found.columns, found.row);
}

/** The record in a row of the columns. */
export function storedRow(
  snapshot: Snapshot,
  columns: PartitionColumns,
  row: number,
): StoredRecord {
  const type = columns.typeAt(row);
  const [user, role] = [columns.user[row] || null, columns.role.at(row) || null];
  const actor = columns.actor.at(row);
  return {
    place: columns.placeAt(row),
    tau: columns.tau[row] as number,
    timestamp: columns.timestampAt(row),
    timestamp_type: timestampTypeOfKind(columns.kind[row] as number),
    class: columns.classAt(row),
    type: type < 0 ? null : type,
    time: columns.timeAt(row),
    flags: columns.flags[row] as number,
    anomalies: columns.anomalies[row] as number,
    user,
    role,
    user_id: user === null ? null : subjectId(snapshot, user),
    role_id: role === null ? null : subjectId(snapshot, role),
    actor_id: actor === 0 ? null : subjectId(snapshot, actor),
    bytes: () => bytesOf(snapshot, columns, row),
  };
}

/** The record as the log delivered it. */
function toLogRecord(row: StoredRecord): LogRecord {
  return {
    partition: partitionOfPlace(row.place),
    offset: offsetOfPlace(row.place),
    timestamp: row.timestamp,
    timestampType: row.timestamp_type === 0 ? 'create' : 'append',
    ...row.bytes(),
  };
}

/** The record's place in scrub order. */
export function tickOf(row: { readonly place: number; readonly tau: number }): Tick {
  return {
    tau: row.tau,
    partition: partitionOfPlace(row.place),
    offset: offsetOfPlace(row.place),
  };
}

// A question may look at a record for its fold, its envelope and its identity in turn.
const decodedBefore = new WeakMap<StoredRecord, EnvelopedEvent | null>();

/** The event in a stored record; null where it is none. */
export function decodeStored(row: StoredRecord): EnvelopedEvent | null {
  const known = decodedBefore.get(row);
  if (known !== undefined) return known;
  const decoded = decodeRecord(toLogRecord(row));
  const found = decoded.kind === 'event' ? decoded : null;
  decodedBefore.set(row, found);
  return found;
}
