import { createHash, type Hash } from 'node:crypto';
import type { LogRecord } from '../../shared/log/record.ts';
import type { ChainRow } from '../store/write/planned-batch.ts';
import type { ChainHead, StoredRecord } from '../store/write/stored-records.ts';
import { appendCanonical, type ByteRun, type WholeValue } from './canonical-record.ts';

/** Offsets a range of the chain covers: range k is [1024k, 1024(k+1)). */
export const rangeOffsets = 1024;

const flushBytes = 64 * 1024;

/** Where a partition's chain begins. */
export type ChainOrigin = {
  readonly identity: string;
  readonly partition: number;
  /** The first offset read. */
  readonly start: number;
};

/**
 * The hash chain of one partition. Ranges without a record give no row, so a hole of any width
 * costs nothing; how records arrive in batches changes nothing.
 */
export class RangeChain {
  readonly #partition: number;
  #link: Uint8Array;
  #range = -1;
  #records = 0;
  #hash: Hash = createHash('sha256');
  readonly #waiting: ByteRun = { bytes: Buffer.alloc(0), length: 0 };

  constructor(origin: ChainOrigin, head: ChainHead | null) {
    this.#partition = origin.partition;
    this.#link = head?.link ?? firstLink(origin);
  }

  /** Takes up the records of an unfinished range again. */
  resume(records: Iterable<StoredRecord>): void {
    for (const { record, whole } of records) this.add(record, whole);
  }

  /** Adds the next record; the finished range before it, if this one begins another. */
  add(record: LogRecord, whole: WholeValue | null): ChainRow | null {
    const range = Math.floor(record.offset / rangeOffsets);
    const finished = this.reach(record.offset);
    this.#range = range;
    this.#records++;
    appendCanonical(this.#waiting, record, whole);
    if (this.#waiting.length > flushBytes) this.#flush();
    return finished;
  }

  /** Finishes the range under way where every offset of it lies below `next`. */
  reach(next: number): ChainRow | null {
    if (this.#records === 0 || next < (this.#range + 1) * rangeOffsets) return null;
    this.#flush();
    const digest = this.#hash.digest();
    const { count, range } = { count: this.#records, range: this.#range };
    this.#link = linkOf(this.#link, { partition: this.#partition, range, count, digest });
    this.#hash = createHash('sha256');
    this.#records = 0;
    return { partition: this.#partition, range, records: count, digest, link: this.#link };
  }

  #flush(): void {
    this.#hash.update(this.#waiting.bytes.subarray(0, this.#waiting.length));
    this.#waiting.length = 0;
  }
}

function firstLink({ identity, partition, start }: ChainOrigin): Uint8Array {
  return createHash('sha256')
    .update(`playhead chain 1\n${identity}\n${partition}\n${start}\n`)
    .digest();
}

type Link = { partition: number; range: number; count: number; digest: Uint8Array };

function linkOf(before: Uint8Array, { partition, range, count, digest }: Link): Uint8Array {
  const numbers = Buffer.alloc(16);
  numbers.writeUInt32BE(partition, 0);
  numbers.writeBigUInt64BE(BigInt(range), 4);
  numbers.writeUInt32BE(count, 12);
  return createHash('sha256').update(before).update(numbers).update(digest).digest();
}
