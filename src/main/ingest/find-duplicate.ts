import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import { toPlace } from '../store/place.ts';
import type { StoredRecords } from '../store/write/stored-records.ts';
import { hashIdentity } from './hash-identity.ts';
import { IdentityFilter } from './identity-filter.ts';

/** What an event's identity is worth: whether an earlier event of its partition has it. */
export type IdentityFinding = {
  readonly identity: number;
  readonly isDuplicate: boolean;
  /** True where the earlier event says something else. */
  readonly isConflicting: boolean;
};

/** Finds events whose (source, id) an earlier one of the same partition has. */
export class DuplicateFinder {
  readonly #records: StoredRecords;
  readonly #filter: IdentityFilter;
  /** First records of this batch by partition and identity: the index does not hold them yet. */
  #fresh = new Map<number, Map<number, LogRecord[]>>();

  constructor(records: StoredRecords, isStoreEmpty: boolean) {
    this.#records = records;
    this.#filter = new IdentityFilter(isStoreEmpty);
  }

  find(record: LogRecord, found: EnvelopedEvent): IdentityFinding {
    const identity = hashIdentity(found.envelope.source, found.envelope.id);
    const earlier = this.#filter.add(identity, record.partition)
      ? this.#earlier(record, identity, found)
      : null;
    if (!earlier) this.#remember(record, identity);
    return {
      identity,
      isDuplicate: earlier !== null,
      isConflicting: earlier !== null && !sameEvent(earlier, found),
    };
  }

  /** After the commit: the index holds this batch now. */
  trim(): void {
    this.#fresh = new Map();
  }

  #earlier(record: LogRecord, identity: number, found: EnvelopedEvent): EnvelopedEvent | null {
    const { partition, offset } = record;
    const stored = this.#records.withIdentity(identity, partition, toPlace(partition, offset));
    const fresh = this.#fresh.get(partition)?.get(identity) ?? [];
    for (const candidate of [...stored, ...fresh]) {
      const decoded = decodeRecord(candidate);
      if (decoded.kind === 'event' && sameIdentity(decoded, found)) return decoded;
    }
    return null;
  }

  #remember(record: LogRecord, identity: number): void {
    const ofPartition = this.#fresh.get(record.partition) ?? new Map<number, LogRecord[]>();
    this.#fresh.set(record.partition, ofPartition);
    const same = ofPartition.get(identity);
    if (same) same.push(record);
    else ofPartition.set(identity, [record]);
  }
}

function sameIdentity({ envelope: a }: EnvelopedEvent, { envelope: b }: EnvelopedEvent): boolean {
  return a.source === b.source && a.id === b.id;
}

function sameEvent({ event: a }: EnvelopedEvent, { event: b }: EnvelopedEvent): boolean {
  return a.type === b.type && sameJson(a.data as Json, b.data as Json);
}
