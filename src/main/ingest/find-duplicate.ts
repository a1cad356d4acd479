import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import { hashIdentity } from '../store/hash-identity.ts';
import { countIdentities, identityAt } from '../store/layout/identity-column.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../store/place.ts';
import { classCode } from '../store/record-codes.ts';
import type { RecordRow } from '../store/write/planned-batch.ts';
import type { StoredRecords } from '../store/write/stored-records.ts';
import { IdentityFilter } from './identity-filter.ts';

/** What an event's identity is worth: whether an earlier event of its partition has it. */
export type IdentityFinding = {
  readonly identity: number;
  /** False where no event of any partition has it: nearly always. */
  readonly isAgain: boolean;
  readonly isDuplicate: boolean;
  /** True where the earlier event says something else. */
  readonly isConflicting: boolean;
};

const alone = { isAgain: false, isDuplicate: false, isConflicting: false };

/** Finds events whose (source, id) an earlier one of the same partition has. */
export class DuplicateFinder {
  readonly #records: StoredRecords;
  readonly #filter = new IdentityFilter();
  #fresh = new FreshIdentities();

  constructor(records: StoredRecords) {
    this.#records = records;
    for (const run of records.identities()) {
      for (let row = 0; row < countIdentities(run); row++) this.#filter.add(identityAt(run, row));
    }
  }

  /** Looks below the record: in the store, and among the rows of the batch it is planned into. */
  find(record: LogRecord, found: EnvelopedEvent, rows: readonly RecordRow[]): IdentityFinding {
    const identity = hashIdentity(found.envelope.source, found.envelope.id);
    // Nearly always: what the filter never heard of, nobody wrote before.
    if (!this.#filter.add(identity)) return { identity, ...alone };
    const place = toPlace(record.partition, record.offset);
    const candidates = this.#records.withIdentity(identity, record.partition, place);
    candidates.push(...this.#fresh.find(identity, record.partition, rows));
    const earlier = firstSame(candidates, found);
    return {
      identity,
      isAgain: true,
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
