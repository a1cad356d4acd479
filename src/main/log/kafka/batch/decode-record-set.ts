import { crc32c } from '../../../../shared/log/crc32c.ts';
import { offset } from '../../../../shared/log/offset.ts';
import type { LogRecord } from '../../../../shared/log/record.ts';
import type { DamagedRange, PassedRange } from '../../log-port.ts';
import type { AbortedTransaction } from '../wire/fetch-call.ts';
import { AbortedFilter } from './aborted-filter.ts';
import { type BatchHeader, headerBytes, peekBatch, readBatchHeader } from './batch-header.ts';
import { damagedRange } from './damaged-range.ts';
import { type InflateFault, inflate } from './inflate.ts';
import { readRecords } from './record-run.ts';

/** Inflated bytes that may still be made in this round; shared by the partitions of one answer. */
export type InflateBudget = { left: number };

/** A raw record set and what must be known to read it. */
export type RecordSet = {
  readonly partition: number;
  /** The offset asked for: records below it are dropped. */
  readonly from: number;
  /** The end of the log, exclusive: no batch can reach past it. */
  readonly end: number;
  readonly bytes: Uint8Array;
  readonly aborted: readonly AbortedTransaction[];
  readonly budget: InflateBudget;
};

/** Why decoding ended before the end of the bytes. */
export type DecodeStop = 'damage' | 'budget' | 'unsupported_codec' | 'unsupported_format';

/** What a record set held in [from, next); after a damaged batch the rest has to be asked for again. */
export type DecodedSet = {
  readonly next: number;
  readonly records: readonly LogRecord[];
  readonly passed: readonly PassedRange[];
  readonly damage: DamagedRange | null;
  /** Leader epoch of the last batch read; -1 where none was. */
  readonly lastEpoch: number;
  readonly stop: DecodeStop | null;
};

/** A batch never inflates to more than this. */
export const inflateLimitBytes = 64 * 1024 * 1024;

const checksummedFrom = 21;

/**
 * Decodes a raw record set of batches with magic 2: checksums, compression with a limit, markers,
 * aborted transactions. Never throws, whatever the bytes; a batch cut off at the end is left out.
 */
export function decodeRecordSet(set: RecordSet): DecodedSet {
  const decoder = new RecordSetDecoder(set);
  while (decoder.step());
  return decoder.result();
}

type Outcome = 'ok' | DecodeStop | DamagedRange['reason'];

class RecordSetDecoder {
  private readonly set: RecordSet;
  private readonly view: DataView;
  private readonly filter: AbortedFilter;
  private records: LogRecord[] = [];
  private readonly passed: PassedRange[] = [];
  private damage: DamagedRange | null = null;
  private stop: DecodeStop | null = null;
  private next: number;
  /** One past the last batch walked over, be it below what was asked for. */
  private reached = 0;
  private lastEpoch = -1;
  private at = 0;

  constructor(set: RecordSet) {
    this.set = set;
    this.view = new DataView(set.bytes.buffer, set.bytes.byteOffset, set.bytes.length);
    this.filter = new AbortedFilter(set.aborted);
    this.next = set.from;
  }

  result(): DecodedSet {
    const { next, records, passed, damage, lastEpoch, stop } = this;
    return { next, records, passed, damage, lastEpoch, stop };
  }

  /** Reads one batch; false at the end or at what stops the reading. */
  step(): boolean {
    const outcome = this.readBatch();
    if (outcome === 'ok') return true;
    if (outcome !== 'end') this.end(outcome);
    return false;
  }

  private readBatch(): Outcome | 'end' {
    const head = peekBatch(this.view, this.at);
    if (!head) return this.at === 0 && this.view.byteLength > 0 ? 'bad_batch' : 'end';
    const fits = head.size <= this.view.byteLength - this.at;
    // A broker always sends the first batch whole: only a later one may be cut off.
    if (!fits && this.at > 0) return 'end';
    if (!fits || head.size < headerBytes) {
      const isOld = fits && (head.magic === 0 || head.magic === 1);
      return isOld ? 'unsupported_format' : 'bad_batch';
    }
    const header = readBatchHeader(this.view, this.at);
    const checked = this.check(header);
    if (checked !== 'ok') return checked;
    const outcome = this.take(header);
    if (outcome !== 'ok') return outcome;
    this.at += header.size;
    return 'ok';
  }

  private check(header: BatchHeader): Outcome {
    const { bytes, end } = this.set;
    const sum = crc32c(bytes, this.at + checksummedFrom, this.at + header.size);
    const intact = sum === header.checksum;
    // The checksum does not cover the magic: where it holds, the magic was damaged on its way.
    if (header.magic !== 2) return intact ? 'bad_batch' : 'unsupported_format';
    if (!intact) return 'bad_crc';
    const last = header.baseOffset + header.lastOffsetDelta;
    const inOrder = header.baseOffset >= this.reached && Number.isSafeInteger(last);
    const sane = header.lastOffsetDelta >= 0 && header.recordCount >= 0 && last < end;
    return inOrder && sane ? 'ok' : 'bad_batch';
  }

  private take(header: BatchHeader): Outcome {
    const last = header.baseOffset + header.lastOffsetDelta;
    if (header.codec === null) return 'unsupported_codec';
    if (header.control) return this.takeMarker(header, last);
    if (header.transactional && this.filter.holds(header.producerId, last)) {
      this.pass('aborted', header, last);
    } else if (last >= this.set.from) {
      if (this.set.budget.left <= 0) return 'budget';
      const records = this.inflated(header);
      if (typeof records === 'string') return records;
      this.keep(records);
    }
    this.advance(header, last);
    return 'ok';
  }

  private inflated(header: BatchHeader): LogRecord[] | InflateFault | 'bad_batch' {
    const body = this.set.bytes.subarray(this.at + headerBytes, this.at + header.size);
    const inflatedBody = inflate(header.codec ?? 'none', body, inflateLimitBytes);
    if (typeof inflatedBody === 'string') return inflatedBody;
    this.set.budget.left -= inflatedBody.length;
    return readRecords(inflatedBody, header, this.set.partition) ?? 'bad_batch';
  }

  /** Markers say how a transaction ended: key = version int16, type int16 (0 aborted, 1 committed). */
  private takeMarker(header: BatchHeader, last: number): Outcome {
    const body = this.set.bytes.subarray(this.at + headerBytes, this.at + header.size);
    const records = readRecords(body, header, this.set.partition);
    if (!records) return 'bad_batch';
    for (const { key } of records) {
      if (!key || key.length < 4) return 'bad_batch';
      const aborts = key[2] === 0 && key[3] === 0;
      if (aborts) this.filter.passAbortMarker(header.producerId, last);
    }
    this.pass('control', header, last);
    this.advance(header, last);
    return 'ok';
  }

  private keep(records: LogRecord[]): void {
    const { from } = this.set;
    const first = records[0];
    const wanted =
      first && first.offset < from ? records.filter((record) => record.offset >= from) : records;
    if (this.records.length === 0) this.records = wanted;
    else for (const record of wanted) this.records.push(record);
  }

  private pass(kind: PassedRange['kind'], header: BatchHeader, last: number): void {
    const from = Math.max(header.baseOffset, this.set.from);
    if (last < from) return;
    const before = this.passed.at(-1);
    const range = { kind, from: offset(from), next: offset(last + 1) };
    if (before?.kind === kind && before.next === range.from) {
      this.passed[this.passed.length - 1] = { ...range, from: before.from };
    } else this.passed.push(range);
  }

  private advance(header: BatchHeader, last: number): void {
    this.reached = last + 1;
    this.next = Math.max(this.next, this.reached);
    this.lastEpoch = header.leaderEpoch;
  }

  private end(outcome: Exclude<Outcome, 'ok'>): void {
    if (
      outcome === 'budget' ||
      outcome === 'unsupported_codec' ||
      outcome === 'unsupported_format'
    ) {
      this.stop = outcome;
      return;
    }
    this.stop = 'damage';
    if (outcome === 'damage') return;
    const { bytes, end } = this.set;
    this.damage = damagedRange({ bytes, at: this.at, next: this.next, end, reason: outcome });
  }
}
