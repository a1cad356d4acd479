import type { ApiCall } from './api-call.ts';
import type { WireReader } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** What is asked of one partition; epochs are -1 where unknown. */
export type FetchAsk = {
  readonly partition: number;
  readonly from: number;
  readonly leaderEpoch: number;
  /** The leader epoch of the record just below `from`: lets the broker see a rewritten log (KIP-320, KIP-595). */
  readonly lastEpoch: number;
};

/** A Fetch request: bytes and milliseconds are limits, not promises. */
export type FetchRequest = {
  readonly topic: string;
  readonly asks: readonly FetchAsk[];
  readonly maxBytes: number;
  readonly maxPartitionBytes: number;
  readonly maxWaitMs: number;
};

/** A transaction that was aborted: records of `producerId` from `firstOffset` to its marker. */
export type AbortedTransaction = { readonly producerId: bigint; readonly firstOffset: number };

/** What a broker answers for one partition; the record set is as it came. */
export type FetchedPartition = {
  readonly partition: number;
  readonly error: number;
  readonly highWatermark: number;
  readonly lastStable: number;
  readonly logStart: number;
  readonly aborted: readonly AbortedTransaction[];
  readonly recordSet: Buffer;
  /** The offset at which this log parts from what was read before; null where it does not. */
  readonly divergesAt: number | null;
};

/** An answer to Fetch; a throttled answer names no partitions. */
export type FetchAnswer = {
  readonly throttleMs: number;
  readonly error: number;
  readonly partitions: readonly FetchedPartition[];
};

/** Fetch 12 (flexible, with truncation detection) or 11, read-committed, without a fetch session. */
export function fetchCall(request: FetchRequest, version: 11 | 12): ApiCall<FetchAnswer> {
  const flexible = version === 12;
  return {
    key: 1,
    version,
    name: 'Fetch',
    write: (out) => (flexible ? writeFlexible(out, request) : writePlain(out, request)),
    read: (from) => (flexible ? readFlexible(from) : readPlain(from)),
  };
}

function writeLimits(out: WireWriter, request: FetchRequest): void {
  // Replica -1 is a client; at least 1 byte; isolation 1 is read-committed; session 0, epoch -1: none.
  out.int32(-1).int32(request.maxWaitMs).int32(1).int32(request.maxBytes).int8(1);
  out.int32(0).int32(-1);
}

function writeFlexible(out: WireWriter, request: FetchRequest): void {
  out.noTags();
  writeLimits(out, request);
  out.compactArray([request], ({ topic, asks, maxPartitionBytes }) => {
    out.compactString(topic).compactArray(asks, (ask) => {
      out.int32(ask.partition).int32(ask.leaderEpoch).int64(ask.from).int32(ask.lastEpoch);
      out.int64(-1).int32(maxPartitionBytes).noTags();
    });
    out.noTags();
  });
  out.compactArray([], () => {}); // topics to forget
  out.compactString('').noTags(); // rack
}

function writePlain(out: WireWriter, request: FetchRequest): void {
  writeLimits(out, request);
  out.array([request], ({ topic, asks, maxPartitionBytes }) => {
    out.string(topic).array(asks, (ask) => {
      out.int32(ask.partition).int32(ask.leaderEpoch).int64(ask.from);
      out.int64(-1).int32(maxPartitionBytes);
    });
  });
  out.array([], () => {});
  out.string('');
}

function readFlexible(from: WireReader): FetchAnswer {
  from.tags();
  const throttleMs = from.int32();
  const error = from.int16();
  from.int32(); // session
  const topics = from.compactArray(() => {
    from.compactString();
    const partitions = from.compactArray(() => readFlexiblePartition(from));
    from.tags();
    return partitions;
  });
  return { throttleMs, error, partitions: topics.flat() };
}

function readFlexiblePartition(from: WireReader): FetchedPartition {
  const bounds = readBounds(from);
  const aborted = from.compactArray(() => {
    const transaction = readAborted(from);
    from.tags();
    return transaction;
  });
  from.int32(); // preferred read replica
  const recordSet = from.compactBytes();
  let divergesAt: number | null = null;
  from.tags((tag, field) => {
    if (tag !== 0) return;
    field.int32(); // epoch
    divergesAt = field.int64();
  });
  return { ...bounds, aborted, recordSet, divergesAt };
}

function readPlain(from: WireReader): FetchAnswer {
  const throttleMs = from.int32();
  const error = from.int16();
  from.int32(); // session
  const topics = from.array(() => {
    from.string();
    return from.array(() => {
      const bounds = readBounds(from);
      const aborted = from.array(() => readAborted(from));
      from.int32(); // preferred read replica
      return { ...bounds, aborted, recordSet: from.sizedBytes(), divergesAt: null };
    });
  });
  return { throttleMs, error, partitions: topics.flat() };
}

function readBounds(from: WireReader) {
  return {
    partition: from.int32(),
    error: from.int16(),
    highWatermark: from.int64(),
    lastStable: from.int64(),
    logStart: from.int64(),
  };
}

function readAborted(from: WireReader): AbortedTransaction {
  return { producerId: from.take(8).readBigInt64BE(0), firstOffset: from.int64() };
}
