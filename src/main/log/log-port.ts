import type { Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import type { LogRecord } from '../../shared/log/record.ts';

/** Who a log is. `text` is what tokens carry; equal text means the same log, printable ASCII. */
export type LogIdentity = {
  readonly text: string;
  readonly cluster: string;
  readonly topic: string;
  /** Null where the client cannot learn it, and for local logs. */
  readonly topicId: string | null;
};

/** What the log says of one partition at this moment. */
export type PartitionBounds = {
  readonly partition: number;
  /** The earliest offset the log still holds. */
  readonly logStart: Offset;
  /** The last stable offset, exclusive: everything below it is decided. "Caught up" compares with this. */
  readonly lastStable: Offset;
  /** The end of the log, exclusive, open transactions included; never below `lastStable`. */
  readonly highWatermark: Offset;
};

/** Offsets [from, next) that hold no record: transaction markers, or records of aborted transactions. */
export type PassedRange = {
  readonly kind: 'control' | 'aborted';
  readonly from: Offset;
  readonly next: Offset;
};

/** Offsets [from, next) whose batch cannot be read: bad CRC, exploding or broken compression, bad framing. */
export type DamagedRange = {
  readonly from: Offset;
  readonly next: Offset;
  readonly reason: 'bad_crc' | 'bad_compression' | 'too_large' | 'bad_batch';
  readonly text: string;
  /** The first 64 KiB of the batch as it came. */
  readonly bytes: Uint8Array;
};

/**
 * What one fetch brought of one partition: everything in [from, next), offsets ascending in each
 * list. An offset that stands in none of the lists is a gap (compaction or retention).
 */
export type LogChunk = {
  readonly partition: number;
  readonly from: Offset;
  readonly next: Offset;
  readonly records: readonly LogRecord[];
  readonly passed: readonly PassedRange[];
  readonly damaged: readonly DamagedRange[];
  readonly bounds: PartitionBounds;
};

/** Why the log cannot be read or written now. `fatal` ones need a person; the others are tried again. */
export type LogFault = {
  readonly code:
    | 'log_out_of_reach'
    | 'topic_not_found'
    | 'access_denied'
    | 'unsupported_codec'
    | 'unsupported_format'
    | 'offset_out_of_range'
    | 'log_replaced'
    | 'log_truncated'
    | 'log_damaged';
  readonly text: string;
  readonly fatal: boolean;
  readonly partition?: number;
};

/** An exception that carries a fault of the log out of a port's method. */
export class LogFaultError extends Error {
  readonly fault: LogFault;

  constructor(fault: LogFault) {
    super(fault.text);
    this.name = 'LogFaultError';
    this.fault = fault;
  }
}

/** What a command wants written: the log gives it its offset and its time. */
export type NewRecord = {
  readonly partition: number;
  readonly key: Uint8Array;
  readonly value: Uint8Array;
  readonly headers: Uint8Array;
};

/** Where a new record came to stand. */
export type AppendedRecord = { readonly partition: number; readonly offset: Offset };

/**
 * What keeps two writers apart. `conditional`: an append counts only where nobody wrote since the
 * turn began (the local log). `fenced`: taking the turn shuts out whoever held it (Kafka, where the
 * principal may use the log's transactional id). `unfenced`: nothing does (Kafka, where it may
 * not): somebody may write between `end` and the append, which only reading back can tell.
 */
export type Fence = 'conditional' | 'fenced' | 'unfenced';

/** Why nothing (or perhaps something) was appended. */
export type AppendFault =
  /** Somebody else wrote first, or took the turn: nothing was written, begin again. */
  | { readonly code: 'lost_turn'; readonly text: string }
  /** Nothing was sent. */
  | { readonly code: 'log_out_of_reach'; readonly text: string }
  /** Unfenced, records for several partitions cannot be written all or none: nothing was sent. */
  | { readonly code: 'not_atomic'; readonly text: string }
  /**
   * The answer was lost: only the log knows. Where fenced, what is not there when the next turn
   * begins never will be; unfenced, it may still arrive, so that only finding it settles it.
   */
  | { readonly code: 'unknown'; readonly text: string };

/**
 * A turn at writing. What was read up to `end` is all there was when the turn began; `append`
 * writes every record or none and, unless the turn is `unfenced`, only if nobody wrote (local) or
 * took the turn (Kafka) since. What was appended becomes readable within moments: `lastStable` may
 * pass it a little after the answer.
 */
export type WriteTurn = {
  readonly fence: Fence;
  readonly end: Cut;
  /**
   * Calls `before` once, when nothing of the records was sent yet; where it throws nothing is. A
   * turn appends once, before it is closed: another call is a bug and throws.
   */
  append(
    records: readonly NewRecord[],
    before?: () => void,
  ): Promise<Result<readonly AppendedRecord[], AppendFault>>;
  /** Gives the turn back; called once, whether or not anything was appended. */
  close(): Promise<void>;
};

/** Waits at most `maxWaitMs` for news; stops at `maxBytes` of wire data a partition round. */
export type FetchLimits = {
  readonly maxBytes: number;
  readonly maxWaitMs: number;
  readonly signal: AbortSignal;
};

/**
 * A log: partitions of records in offset order. Methods reject with `LogFaultError`. A reader
 * leaves no trace in the log: no group, no commits.
 */
export type Log = {
  readonly kind: 'local' | 'file' | 'kafka';
  identity(): Promise<LogIdentity>;
  /** Bounds of every partition, ascending. */
  bounds(): Promise<readonly PartitionBounds[]>;
  /**
   * Reads on from `from` (next offset per partition). Resolves with what there is, possibly
   * nothing after `maxWaitMs`; a chunk is never empty of progress (`next > from`) unless it only
   * brings new bounds. When the signal fires or the log is closed it resolves at once with nothing.
   * A fault that names a partition concerns that one alone: leave it out of `from` and read on.
   */
  fetch(from: Cut, limits: FetchLimits): Promise<readonly LogChunk[]>;
  /** Milliseconds since 1970 by the log's clock where it tells, else this machine's. */
  now(): number;
  /**
   * How a turn would be held now, found out without taking it or fencing anybody. An answer may be
   * a minute old, so asking often is cheap.
   */
  fence(): Promise<Fence>;
  /**
   * Takes the turn to write. Where writers exclude each other, whoever held it is fenced. Held off
   * by another writer it waits 250 ms at most, then says `lost_turn`; it says so at once when the
   * signal fires. `expected` tells the partitions that will most likely be written to: where the
   * log can get ready for them, it asks as soon as it holds the turn, and a turn that was asked
   * for is `fenced`.
   */
  beginWrite(
    signal: AbortSignal,
    expected?: () => Promise<readonly number[]>,
  ): Promise<Result<WriteTurn, AppendFault>>;
  /** The partition of a key never seen before: murmur2 as Kafka's Java client does it. */
  partitionOf(key: Uint8Array): Promise<number>;
  close(): Promise<void>;
};
