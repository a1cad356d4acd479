import { anomalyCodes } from '../../shared/domain/anomaly.ts';
import { eventTypes, isRoleEvent } from '../../shared/domain/events.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { Writable } from '../../shared/kit/writable.ts';
import { offset } from '../../shared/log/offset.ts';
import { PackedRecord } from '../../shared/log/packed-record.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import { isSaneClock, nextTau } from '../../shared/log/tick.ts';
import { commandSource } from '../codec/command-source.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import type { Decoded } from '../codec/decoded.ts';
import { readOrdinary } from '../codec/read-ordinary.ts';
import { classCode, flagBit, type OffsetClass, subjectKind } from '../store/record-codes.ts';
import type { Store } from '../store/write/open-store.ts';
import { addToBatch, emptyBatch, type PlannedBatch } from '../store/write/planned-batch.ts';
import { DuplicateFinder } from './find-duplicate.ts';
import type { FoldPoint } from './fold-point.ts';
import { RoleFold } from './fold-roles.ts';
import { UserFold } from './fold-users.ts';
import { type FoundEvent, foundInFull, foundOrdinary } from './found-event.ts';
import { type KeptRecord, keepRecord, quarantineRow } from './keep-record.ts';
import { type PartitionProgress, pass } from './partition-progress.ts';
import { RecordDraft } from './record-draft.ts';
import { type DictionaryEntry, SubjectDictionary } from './subject-dictionary.ts';

/** An event whose own time and the record's differ by so many ms or more shows both. */
const differingMs = 1000;

/** Turns records one by one into rows of the batch under way. */
export class RecordPlanner {
  readonly #dictionary: SubjectDictionary;
  readonly #users: UserFold;
  readonly #roles: RoleFold;
  readonly #duplicates: DuplicateFinder;
  /** The record that is planned, and where in the log it stands: one for all. */
  readonly #row = new RecordDraft();
  readonly #point: Writable<FoldPoint>;
  #finalThrough = 0;
  batch: PlannedBatch = emptyBatch();

  constructor({ states, records }: Store) {
    this.#dictionary = new SubjectDictionary(states);
    this.#users = new UserFold(states, this.#dictionary);
    this.#roles = new RoleFold(states);
    this.#duplicates = new DuplicateFinder(records);
    this.#point = { batch: this.batch, partition: 0, place: 0, time: 0, isTruncated: false };
  }

  begin(batch: PlannedBatch, finalThrough: number): void {
    this.batch = batch;
    this.#finalThrough = finalThrough;
  }

  /** The batch goes to the store: no row of it is touched from here on. */
  handOver(): void {
    this.#users.handOver(this.batch);
    this.#roles.handOver();
    this.#duplicates.handOver(this.batch);
  }

  /** The batch that was handed over first is in the store. */
  committed(): void {
    this.#dictionary.trim();
    this.#users.trim();
    this.#roles.trim();
    this.#duplicates.committed();
  }

  /** Takes the record at the offset where the partition stands. */
  take(came: LogRecord, progress: PartitionProgress): void {
    const found = came instanceof PackedRecord ? readOrdinary(came) : null;
    const kept = keepRecord(came);
    const { record } = kept;
    progress.tau = nextTau(progress.tau, record.timestamp);
    const row = this.#row;
    row.begin(kept);
    row.tau = progress.tau;
    row.flags = this.#clockFlags(row);
    const point = this.#point;
    point.batch = this.batch;
    point.partition = progress.partition;
    point.place = row.place;
    point.isTruncated = progress.isTruncated;
    const as = found
      ? this.#readEvent(foundOrdinary(found), record)
      : this.#read(decodeRecord(came), kept);
    row.class = classCode[as];
    addToBatch(this.batch, row);
    if (row.anomalies !== 0) progress.counts.anomaly++;
    progress.recordNext = offset(record.offset + 1);
    pass(progress, progress.recordNext, as);
  }

  #clockFlags({ timestamp, tau }: RecordDraft): number {
    const badClock = isSaneClock(timestamp) ? 0 : flagBit.bad_clock;
    return badClock | (tau <= this.#finalThrough ? flagBit.late_tick : 0);
  }

  #read(decoded: Decoded, kept: KeptRecord): OffsetClass {
    switch (decoded.kind) {
      case 'event':
        return this.#readEvent(foundInFull(decoded), kept.record);
      case 'quarantined':
        this.batch.quarantine.push(quarantineRow(kept, decoded));
        return 'quarantined';
      case 'unknownType':
      case 'tombstone':
        return decoded.kind;
      default:
        return assertNever(decoded);
    }
  }

  #readEvent(found: FoundEvent, record: LogRecord): OffsetClass {
    const row = this.#row;
    row.type = eventTypes.indexOf(found.event.type);
    row.time = found.time ?? record.timestamp;
    if (Math.abs(row.time - record.timestamp) >= differingMs) row.flags |= flagBit.time_differs;
    if (!found.saysWhy) row.flags |= flagBit.unexplained;
    row.identity = found.identity;
    const { isAgain, isDuplicate, isConflicting } = this.#duplicates.find(
      record,
      found.identity,
      this.batch,
    );
    if (isAgain) this.batch.identitiesAgain.push(found.identity);
    const subject = this.#name(found, row);
    if (!isDuplicate) {
      if (found.source === commandSource) {
        this.batch.commandEvents.push({ identity: found.identity, place: row.place });
      }
      this.#point.time = row.time;
      this.#fold(found, subject);
      return 'event';
    }
    if (isConflicting) row.flags |= flagBit.conflicting_duplicate;
    return 'duplicate';
  }

  #fold({ event }: FoundEvent, subject: DictionaryEntry): void {
    const { anomalies, isExpected } = isRoleEvent(event)
      ? this.#roles.fold(event, subject, this.#point)
      : this.#users.fold(event, subject, this.#point);
    if (anomalies.length === 0) return;
    const row = this.#row;
    for (const code of anomalies) row.anomalies |= 1 << anomalyCodes.indexOf(code);
    if (isExpected) row.flags |= flagBit.expected;
  }

  /** Writes down by number whom an event names; the entry of its subject. */
  #name({ event, actor }: FoundEvent, row: RecordDraft): DictionaryEntry {
    const { batch } = this;
    if (actor !== null) {
      row.actor = this.#dictionary.entry(subjectKind.actor, actor, batch).number;
    }
    const role =
      'roleId' in event.data
        ? this.#dictionary.entry(subjectKind.role, event.data.roleId, batch)
        : null;
    if (role) row.role = role.number;
    if (isRoleEvent(event)) return role as DictionaryEntry;
    const user = this.#dictionary.entry(subjectKind.user, event.data.userId, batch);
    row.user = user.number;
    return user;
  }
}
