import type { Entry, RecordFlag } from '../../shared/contract/entries.ts';
import { type AnomalyCode, anomalyCodes } from '../../shared/domain/anomaly.ts';
import { eventTypes } from '../../shared/domain/events.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { isIdentityReused } from '../store/read/identities.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { decodeStored, type StoredRecord, tickOf } from '../store/read/stored-record.ts';
import { classCode, flagBit } from '../store/record-codes.ts';
import type { Changed } from './changed-fields.ts';

/** What folding told of an event; of one that is not folded, nothing. */
export type Told = { readonly changed: Changed; readonly anomalies: readonly AnomalyCode[] };

const flagNames = ['bad_clock', 'late_tick', 'conflicting_duplicate', 'time_differs'] as const;

/**
 * An event or duplicate as it travels. A brief one leaves out the event's id: then the bytes of an
 * event that does not say why it was done stay closed, which is most of what an entry costs.
 */
export function storedEntry(
  snapshot: Snapshot,
  row: StoredRecord,
  { told, isBrief }: { readonly told?: Told | undefined; readonly isBrief: boolean },
): Entry {
  const { changed, anomalies } = told ?? { changed: {}, anomalies: anomaliesOf(row.anomalies) };
  const { tau, partition, offset } = tickOf(row);
  const isUnexplained = (row.flags & flagBit.unexplained) !== 0;
  const envelope = isBrief && isUnexplained ? null : decodeStored(row)?.envelope;
  const [first] = anomalies;
  return {
    ...{ partition, offset, tau },
    time: isoTime(row.time),
    recordTime: isoTime(row.timestamp),
    type: row.type === null ? null : (eventTypes[row.type] ?? null),
    ...{ userId: row.user_id, roleId: row.role_id, actor: row.actor_id },
    reason: envelope?.reason ?? null,
    ticket: envelope?.ticket ?? null,
    eventId: isBrief ? null : (envelope?.id ?? null),
    changed,
    outcome: outcomeOf(row, first),
    anomalies: [...anomalies],
    flags: flagsOf(snapshot, row),
    fault: null,
  };
}

/** A record in quarantine as an entry of the history of the subject whose key it carries. */
export function quarantinedEntry(row: StoredRecord, fault: string): Entry {
  const { tau, partition, offset } = tickOf(row);
  return {
    ...{ partition, offset, tau },
    time: isoTime(row.time),
    recordTime: isoTime(row.timestamp),
    ...{ type: null, userId: null, roleId: null, actor: null },
    ...{ reason: null, ticket: null, eventId: null },
    changed: {},
    outcome: 'quarantined',
    anomalies: [],
    flags: flagNamesOf(row.flags),
    fault,
  };
}

/** The anomalies a row was stored with. */
export function anomaliesOf(bits: number): AnomalyCode[] {
  return anomalyCodes.filter((_code, at) => (bits & (1 << at)) !== 0);
}

/** The names of a row's flags; `id_reused` is not stored. */
export function flagNamesOf(bits: number): RecordFlag[] {
  return flagNames.filter((name) => (bits & flagBit[name]) !== 0);
}

function outcomeOf(row: StoredRecord, anomaly: AnomalyCode | undefined): Entry['outcome'] {
  if (row.class === classCode.duplicate) return 'duplicate';
  return anomaly === undefined ? 'folded' : `anomaly:${anomaly}`;
}

function flagsOf(snapshot: Snapshot, row: StoredRecord): RecordFlag[] {
  const flags = flagNamesOf(row.flags);
  if (isIdentityReused(snapshot, row)) flags.push('id_reused');
  return flags;
}
