import { anomalyCodes } from '../../shared/domain/anomaly.ts';
import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import { eventTypes, isRoleEvent } from '../../shared/domain/events.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { offset } from '../../shared/log/offset.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import { isSaneClock, nextTau } from '../../shared/log/tick.ts';
import { decodeRecord } from '../codec/decode-record.ts';
import type { Decoded } from '../codec/decoded.ts';
import { toPlace } from '../store/place.ts';
import { classCode, flagBit, type OffsetClass, subjectKind } from '../store/record-codes.ts';
import type { Store } from '../store/write/open-store.ts';
import { emptyBatch, type PlannedBatch, type RecordRow } from '../store/write/planned-batch.ts';
import { DuplicateFinder } from './find-duplicate.ts';
import type { Folded } from './fold-point.ts';
import { RoleFold } from './fold-roles.ts';
import { UserFold } from './fold-users.ts';
import { type KeptRecord, keepRecord, quarantineRow } from './keep-record.ts';
import { type PartitionProgress, pass } from './partition-progress.ts';
import { type DictionaryEntry, SubjectDictionary } from './subject-dictionary.ts';
import { HourTally, problemType } from './tally-hours.ts';

/** An event whose own time and the record's differ by so many ms or more shows both. */
const differingMs = 1000;

/** A record on its way into the batch: what is known before anybody looks at what it says. */
type Ticked = KeptRecord & { readonly place: number; readonly tau: number; readonly flags: number };

/** What stands in the row because of what the record says. */
type Said = Partial<
  Pick<RecordRow, 'type' | 'user' | 'role' | 'actor' | 'time' | 'flags' | 'anomalies' | 'identity'>
> & { readonly class: Exclude<OffsetClass, 'control' | 'aborted' | 'gap'> };

/** Turns records one by one into rows of the batch under way. */
export class RecordPlanner {
  readonly #dictionary: SubjectDictionary;
  readonly #users: UserFold;
  readonly #roles: RoleFold;
  readonly #duplicates: DuplicateFinder;
  #tally = new HourTally();
  #finalThrough = 0;
  batch: PlannedBatch = emptyBatch();

  constructor({ states, records }: Store, isStoreEmpty: boolean) {
    this.#dictionary = new SubjectDictionary(states);
    this.#users = new UserFold(states, this.#dictionary);
    this.#roles = new RoleFold(states);
    this.#duplicates = new DuplicateFinder(records, isStoreEmpty);
  }

  begin(batch: PlannedBatch, finalThrough: number): void {
    this.batch = batch;
    this.#finalThrough = finalThrough;
    this.#tally = new HourTally();
  }

  finish(): void {
    this.batch.tally.push(...this.#tally.rows());
  }

  trim(): void {
    this.#dictionary.trim();
    this.#users.trim();
    this.#roles.trim();
    this.#duplicates.trim();
  }

  /** Takes the record at the offset where the partition stands. */
  take(record: LogRecord, progress: PartitionProgress): void {
    const decoded = decodeRecord(record);
    const kept = keepRecord(record);
    const { partition, offset: at, timestamp } = kept.record;
    progress.tau = nextTau(progress.tau, timestamp);
    const flags = this.#clockFlags(timestamp, progress.tau);
    const ticked: Ticked = { ...kept, place: toPlace(partition, at), tau: progress.tau, flags };
    const said = this.#read(decoded, ticked, progress);
    this.batch.records.push(toRow(ticked, said));
    const finished = progress.chain.add(kept.record, kept.whole);
    if (finished) this.batch.chain.push(finished);
    if (said.anomalies) progress.counts.anomaly++;
    pass(progress, at + 1, said.class);
    progress.recordNext = offset(at + 1);
  }

  #clockFlags(timestamp: number, tau: number): number {
    const badClock = isSaneClock(timestamp) ? 0 : flagBit.bad_clock;
    return badClock | (tau <= this.#finalThrough ? flagBit.late_tick : 0);
  }

  #read(decoded: Decoded, ticked: Ticked, progress: PartitionProgress): Said {
    switch (decoded.kind) {
      case 'event':
        return this.#readEvent(decoded, ticked, progress);
      case 'quarantined':
        this.batch.quarantine.push(quarantineRow(ticked.place, decoded, ticked.whole));
        this.#tally.add(ticked.tau, problemType);
        return { class: 'quarantined' };
      case 'unknownType':
      case 'tombstone':
        return { class: decoded.kind };
      default:
        return assertNever(decoded);
    }
  }

  #readEvent(found: EnvelopedEvent, ticked: Ticked, progress: PartitionProgress): Said {
    const { event, envelope } = found;
    const { timestamp } = ticked.record;
    const time = envelope.time ?? timestamp;
    const differs = Math.abs(time - timestamp) >= differingMs ? flagBit.time_differs : 0;
    const { identity, isDuplicate, isConflicting } = this.#duplicates.find(ticked.record, found);
    const { subject, ...names } = this.#namesOf(found);
    const type = eventTypes.indexOf(event.type);
    const said = { ...names, type, time, identity };
    if (isDuplicate) {
      const conflict = isConflicting ? flagBit.conflicting_duplicate : 0;
      return { ...said, class: 'duplicate', flags: differs | conflict };
    }
    const folded = this.#fold(found, subject, { ticked, time, progress });
    const expected = folded.anomalies.length > 0 && folded.isExpected ? flagBit.expected : 0;
    this.#tally.add(ticked.tau, type);
    if (folded.anomalies.length > 0 && !folded.isExpected) this.#tally.add(ticked.tau, problemType);
    const anomalies = folded.anomalies.reduce((all, code) => all | anomalyBit(code), 0);
    return { ...said, class: 'event', flags: differs | expected, anomalies };
  }

  #fold(
    { event }: EnvelopedEvent,
    subject: DictionaryEntry,
    where: { ticked: Ticked; time: number; progress: PartitionProgress },
  ): Folded {
    const { partition, isTruncated } = where.progress;
    const { place } = where.ticked;
    const point = { batch: this.batch, partition, place, time: where.time, isTruncated };
    return isRoleEvent(event)
      ? this.#roles.fold(event, subject, point)
      : this.#users.fold(event, subject, point);
  }

  /** Numbers of those an event names, and the entry of its subject. */
  #namesOf({ event, envelope }: EnvelopedEvent) {
    const entry = (kind: number, id: string) => this.#dictionary.entry(kind, id, this.batch);
    const actor = envelope.actor === null ? null : entry(subjectKind.actor, envelope.actor).number;
    if (isRoleEvent(event)) {
      const subject = entry(subjectKind.role, event.data.roleId);
      return { subject, user: null, role: subject.number, actor };
    }
    const subject = entry(subjectKind.user, event.data.userId);
    const role = 'roleId' in event.data ? entry(subjectKind.role, event.data.roleId).number : null;
    return { subject, user: subject.number, role, actor };
  }
}

function anomalyBit(code: (typeof anomalyCodes)[number]): number {
  return 1 << anomalyCodes.indexOf(code);
}

function toRow({ record, place, tau, flags }: Ticked, said: Said): RecordRow {
  return {
    place,
    tau,
    timestamp: record.timestamp,
    timestampType: record.timestampType === 'create' ? 0 : 1,
    class: classCode[said.class],
    type: said.type ?? null,
    user: said.user ?? null,
    role: said.role ?? null,
    actor: said.actor ?? null,
    time: said.time ?? record.timestamp,
    flags: flags | (said.flags ?? 0),
    anomalies: said.anomalies ?? 0,
    identity: said.identity ?? null,
    key: record.key,
    value: record.value,
    headers: record.headers,
  };
}
