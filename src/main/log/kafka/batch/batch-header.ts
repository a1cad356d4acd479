/** Bytes of a batch (magic 2) up to its first record. */
export const headerBytes = 61;
/** Bytes before those that the batch's own length counts. */
const prefixBytes = 12;
const magicAt = 16;

/** The codecs of a batch's attributes, by number. */
export const codecs = ['none', 'gzip', 'snappy', 'lz4', 'zstd'] as const;

/** A compression codec of the Kafka protocol. */
export type Codec = (typeof codecs)[number];

/**
 * The head of a record batch, magic 2 (Kafka documentation, "Record Batch"). Only what stands after
 * the checksum is covered by it: base offset, length, leader epoch and magic are not.
 */
export type BatchHeader = {
  readonly baseOffset: number;
  /** Bytes of the whole batch, this head included. */
  readonly size: number;
  readonly leaderEpoch: number;
  readonly magic: number;
  readonly checksum: number;
  /** Null for a number that no codec has yet. */
  readonly codec: Codec | null;
  readonly appendTime: boolean;
  readonly transactional: boolean;
  readonly control: boolean;
  readonly lastOffsetDelta: number;
  readonly baseTimestamp: number;
  readonly maxTimestamp: number;
  readonly producerId: bigint;
  readonly recordCount: number;
};

/** The offset and the size of the batch at `at`, whatever its magic; null where not even they are there. */
export function peekBatch(
  view: DataView,
  at: number,
): { baseOffset: number; size: number; magic: number } | null {
  if (at + magicAt >= view.byteLength) return null;
  const baseOffset = Number(view.getBigInt64(at));
  return {
    baseOffset,
    size: view.getInt32(at + 8) + prefixBytes,
    magic: view.getInt8(at + magicAt),
  };
}

/** Reads the head of the batch at `at`; the caller has seen to it that 61 bytes are there. */
export function readBatchHeader(view: DataView, at: number): BatchHeader {
  const attributes = view.getInt16(at + 21);
  return {
    baseOffset: Number(view.getBigInt64(at)),
    size: view.getInt32(at + 8) + prefixBytes,
    leaderEpoch: view.getInt32(at + 12),
    magic: view.getInt8(at + magicAt),
    checksum: view.getUint32(at + 17),
    codec: codecs[attributes & 7] ?? null,
    appendTime: (attributes & 8) !== 0,
    transactional: (attributes & 16) !== 0,
    control: (attributes & 32) !== 0,
    lastOffsetDelta: view.getInt32(at + 23),
    baseTimestamp: Number(view.getBigInt64(at + 27)),
    maxTimestamp: Number(view.getBigInt64(at + 35)),
    producerId: view.getBigInt64(at + 43),
    recordCount: view.getInt32(at + 57),
  };
}
