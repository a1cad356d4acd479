import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../store/place.ts';
import { classCode } from '../store/record-codes.ts';
import type { RecordRow } from '../store/write/planned-batch.ts';
import type { StoredRecords } from '../store/write/stored-records.ts';
import { IdentityFilter } from './identity-filter.ts';

/** What an event's identity is worth: whether an earlier event of its partition has it. */
export type IdentityFinding = {
  readonly isDuplicate: boolean;
  /** True where the earlier event says something else. */
  readonly isConflicting: boolean;
};

const alone: IdentityFinding = { isDuplicate: false, isConflicting: false };

/** Finds events whose (source, id) an earlier one of the same partition has. */
export class DuplicateFinder {
  readonly #records: StoredRecords;
  readonly #filter = new IdentityFilter();
  /** True where the filter was told of every identity the store holds. */
  readonly #knowsStored: boolean;
  #fresh = new FreshIdentities();

  constructor(records: StoredRecords, isStoreEmpty: boolean) {
    this.#records = records;
    this.#knowsStored = isStoreEmpty;
  }

  /** Looks below the record of an event: in the store, and among the rows of the batch it is planned into. */
  find(record: LogRecord, identity: number, rows: readonly RecordRow[]): IdentityFinding {
    const seen = this.#filter.add(identity, record.partition);
    // Nearly always: what the filter never heard of, nobody wrote before.
    if (!seen && this.#knowsStored) return alone;
    const place = toPlace(record.partition, record.offset);
    const candidates = this.#records.withIdentity(identity, record.partition, place);
    if (seen) candidates.push(...this.#fresh.find(identity, record.partition, rows));
    const found = candidates.length > 0 ? decodeRecord(record) : null;
    if (found?.kind !== 'event') return alone;
    const earlier = firstSame(candidates, found);
    return {
      isDuplicate: earlier !== null,
      isConflicting: earlier !== null && !sameEvent(earlier, found),
    };
  }

  /** After the commit: the index of the store holds the batch now. */
  trim(): void {
    this.#fresh = new FreshIdentities();
  }
}

/** Events of the batch under way by identity; gathered only once somebody asks. */
class FreshIdentities {
  readonly #rows = new Map<number, RecordRow[]>();
  #gathered = 0;

  find(identity: number, partition: number, rows: readonly RecordRow[]): LogRecord[] {
    for (; this.#gathered < rows.length; this.#gathered++) {
      this.#gather(rows[this.#gathered] as RecordRow);
    }
    const same = this.#rows.get(identity) ?? [];
    return same.filter(({ place }) => partitionOfPlace(place) === partition).map(toRecord);
  }

  #gather(row: RecordRow): void {
    if (row.class !== classCode.event || row.identity === null) return;
    const same = this.#rows.get(row.identity);
    if (same) same.push(row);
    else this.#rows.set(row.identity, [row]);
  }
}

function toRecord({ place, timestamp, key, value, headers }: RecordRow): LogRecord {
  const [partition, offset] = [partitionOfPlace(place), offsetOfPlace(place)];
  return { partition, offset, timestamp, timestampType: 'create', key, value, headers };
}

function firstSame(candidates: readonly LogRecord[], found: EnvelopedEvent): EnvelopedEvent | null {
  for (const candidate of candidates) {
    const decoded = decodeRecord(candidate);
    if (decoded.kind === 'event' && sameIdentity(decoded, found)) return decoded;
  }
  return null;
}

function sameIdentity({ envelope: a }: EnvelopedEvent, { envelope: b }: EnvelopedEvent): boolean {
  return a.source === b.source && a.id === b.id;
}

function sameEvent({ event: a }: EnvelopedEvent, { event: b }: EnvelopedEvent): boolean {
  return a.type === b.type && sameJson(a.data as Json, b.data as Json);
}
