import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import { type Json, sameJson } from '../../shared/kit/json.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import { classOfKind } from '../store/layout/event-columns.ts';
import { countIdentities, identityAt } from '../store/layout/identity-column.ts';
import { bytesInRun, type RecordRun } from '../store/layout/record-run.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../store/place.ts';
import { classCode } from '../store/record-codes.ts';
import type { PlannedBatch } from '../store/write/planned-batch.ts';
import type { StoredRecords } from '../store/write/stored-records.ts';
import { IdentityFilter } from './identity-filter.ts';

/** What an event's identity is worth: whether an earlier event of its partition has it. */
export type IdentityFinding = {
  /** False where no event of any partition has it: nearly always. */
  readonly isAgain: boolean;
  readonly isDuplicate: boolean;
  /** True where the earlier event says something else. */
  readonly isConflicting: boolean;
};

const alone: IdentityFinding = { isAgain: false, isDuplicate: false, isConflicting: false };

/** Finds events whose (source, id) an earlier one of the same partition has. */
export class DuplicateFinder {
  readonly #records: StoredRecords;
  readonly #filter = new IdentityFilter();
  readonly #underWay: PlannedBatch[] = [];

  constructor(records: StoredRecords) {
    this.#records = records;
    for (const run of records.identities()) {
      for (let row = 0; row < countIdentities(run); row++) this.#filter.add(identityAt(run, row));
    }
  }

  /** Looks below the record of an event: in the store, and in the batches that are not in it yet. */
  find(record: LogRecord, identity: number, batch: PlannedBatch): IdentityFinding {
    // Nearly always: what the filter never heard of, nobody wrote before.
    if (!this.#filter.add(identity)) return alone;
    const place = toPlace(record.partition, record.offset);
    const candidates = this.#records.withIdentity(identity, record.partition, place);
    for (const { records } of [...this.#underWay, batch]) {
      const run = records.get(record.partition);
      if (run) candidates.push(...eventsIn(run, identity));
    }
    const found = candidates.length > 0 ? decodeRecord(record) : null;
    if (found?.kind !== 'event') return { ...alone, isAgain: true };
    const earlier = firstSame(candidates, found);
    return {
      isAgain: true,
      isDuplicate: earlier !== null,
      isConflicting: earlier !== null && !sameEvent(earlier, found),
    };
  }

  /** The batch was handed to the store: until it is committed it is looked through here. */
  handOver(batch: PlannedBatch): void {
    this.#underWay.push(batch);
  }

  /** The batch that was handed over first is committed. */
  committed(): void {
    this.#underWay.shift();
  }
}

function eventsIn(run: RecordRun, identity: number): LogRecord[] {
  const found: LogRecord[] = [];
  for (let row = run.identity.indexOf(identity); row >= 0; ) {
    if (row >= run.length) break;
    if (classOfKind(run.kind[row] as number) === classCode.event) found.push(recordIn(run, row));
    row = run.identity.indexOf(identity, row + 1);
  }
  return found;
}

function recordIn(run: RecordRun, row: number): LogRecord {
  const place = run.place[row] as number;
  return {
    partition: partitionOfPlace(place),
    offset: offsetOfPlace(place),
    timestamp: run.timestamp[row] as number,
    timestampType: 'create',
    ...bytesInRun(run, row),
  };
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
