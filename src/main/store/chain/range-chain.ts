import { createHash, type Hash } from 'node:crypto';
import { bytesBefore, type FormRun } from '../layout/record-run.ts';
import { offsetOfPlace } from '../place.ts';
import { hashedForm } from './hashed-form.ts';

/** Offsets a range of the chain covers: range k is [1024k, 1024(k+1)). */
export const rangeOffsets = 1024;

/** A finished range of the hash chain. */
export type ChainRow = {
  readonly partition: number;
  readonly range: number;
  readonly records: number;
  readonly digest: Uint8Array;
  readonly link: Uint8Array;
};

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

  /** Goes on behind the link of the last finished range; null where none is finished. */
  constructor(origin: ChainOrigin, link: Uint8Array | null) {
    this.#partition = origin.partition;
    this.#link = link ?? firstLink(origin);
  }

  /** Adds the records of a run from a row on; the ranges that are finished where another begins. */
  add(run: FormRun, from = 0): ChainRow[] {
    const finished: ChainRow[] = [];
    let waiting = from;
    for (let row = from; row < run.length; row++) {
      const offset = offsetOfPlace(run.place[row] as number);
      const range = Math.floor(offset / rangeOffsets);
      const hashed = hashedForm(run, row);
      if (range !== this.#range || hashed) {
        this.#update(run, waiting, row);
        finished.push(...this.reach(offset));
        waiting = row;
      }
      if (hashed) {
        this.#hash.update(hashed);
        waiting = row + 1;
      }
      this.#range = range;
      this.#records++;
    }
    this.#update(run, waiting, run.length);
    return finished;
  }

  /** Finishes the range under way where every offset of it lies below `next`; else none. */
  reach(next: number): ChainRow[] {
    if (this.#records === 0 || next < (this.#range + 1) * rangeOffsets) return [];
    const digest = this.#hash.digest();
    const { count, range } = { count: this.#records, range: this.#range };
    this.#link = linkOf(this.#link, { partition: this.#partition, range, count, digest });
    this.#hash = createHash('sha256');
    this.#records = 0;
    return [{ partition: this.#partition, range, records: count, digest, link: this.#link }];
  }

  /** As they stand there: that is how records enter the chain. */
  #update(run: FormRun, from: number, to: number): void {
    if (from === to) return;
    this.#hash.update(run.bytes.subarray(bytesBefore(run, from), bytesBefore(run, to)));
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
