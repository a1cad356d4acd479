import { crc32c } from '../../../../shared/log/crc32c.ts';
import { WireWriter } from '../wire/wire-writer.ts';
import { type Codec, codecs } from './batch-header.ts';

/** A record to be written; headers in wire form. */
export type BatchRecord = {
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
};

/** What stands in the head of a batch beside its records; absent: plain, uncompressed, no producer. */
export type BatchStamp = {
  readonly producerId?: bigint;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly transactional?: boolean;
  readonly control?: boolean;
  readonly appendTime?: boolean;
  readonly baseOffset?: number;
  readonly leaderEpoch?: number;
  /** Offset deltas of the records, where they are not 0, 1, 2... (a compacted batch). */
  readonly offsetDeltas?: readonly number[];
  readonly lastOffsetDelta?: number;
  readonly codec?: Codec;
  readonly compress?: (body: Uint8Array) => Uint8Array;
};

const magic = 2;

/** Writes one record batch, magic 2 (Kafka documentation, "Record Batch"), checksum included. */
export function encodeBatch(records: readonly BatchRecord[], stamp: BatchStamp = {}): Uint8Array {
  const covered = writeCovered(records, stamp);
  const batch = new WireWriter()
    .int64(stamp.baseOffset ?? 0)
    .int32(covered.length + 9)
    .int32(stamp.leaderEpoch ?? -1)
    .int8(magic)
    .uint32(crc32c(covered))
    .raw(covered)
    .done();
  // A copy in memory of its own: the writer's may be a part of a pool.
  return new Uint8Array(batch);
}

/** The part of a batch that its checksum covers. */
function writeCovered(records: readonly BatchRecord[], stamp: BatchStamp): Uint8Array {
  const times = records.map(({ timestamp }) => timestamp);
  const first = times[0] ?? -1;
  const body = writeBody(records, first, stamp.offsetDeltas);
  return new WireWriter()
    .int16(attributesOf(stamp))
    .int32(stamp.lastOffsetDelta ?? stamp.offsetDeltas?.at(-1) ?? records.length - 1)
    .int64(first)
    .int64(times.reduce((most, time) => Math.max(most, time), first))
    .int64(stamp.producerId ?? -1n)
    .int16(stamp.producerEpoch ?? -1)
    .int32(stamp.baseSequence ?? -1)
    .int32(records.length)
    .raw(stamp.compress ? stamp.compress(body) : body)
    .done();
}

function attributesOf(stamp: BatchStamp): number {
  const codec = codecs.indexOf(stamp.codec ?? 'none');
  const bits = [stamp.appendTime, stamp.transactional, stamp.control];
  return bits.reduce((sum, set, index) => (set ? sum | (8 << index) : sum), codec);
}

function writeBody(
  records: readonly BatchRecord[],
  baseTimestamp: number,
  deltas?: readonly number[],
): Uint8Array {
  const out = new WireWriter();
  records.forEach(({ timestamp, key, value, headers }, index) => {
    const record = new WireWriter();
    record
      .int8(0)
      .varint(timestamp - baseTimestamp)
      .varint(deltas?.[index] ?? index);
    for (const run of [key, value]) {
      if (run) record.varint(run.length).raw(run);
      else record.varint(-1);
    }
    const bytes = record.raw(headers).done();
    out.varint(bytes.length).raw(bytes);
  });
  return out.done();
}
