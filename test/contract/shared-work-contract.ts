import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FirstPosition,
  HoldLostError,
  type SharedWork,
} from '../../src/main/log/shared-work-port.ts';
import { offset } from '../../src/shared/log/offset.ts';

/** Work that copies share on a log of so many partitions, each with so many records at first. */
export type WorkBench = {
  /** Another copy, which shares with the others. */
  open(from: FirstPosition): SharedWork;
  /** Adds records to a partition. */
  grow(partition: number, records: number): Promise<void>;
};

const partitions = 4;
const never = new AbortController().signal;
const note = (key: string, text: string) => ({ key, value: Buffer.from(text) });
const textsOf = (notes: ReadonlyMap<string, Uint8Array>, keys: readonly string[]) =>
  keys.map((key) => Buffer.from(notes.get(key) ?? []).toString());

/** What every implementation of `SharedWork` keeps; `open` makes a bench of work nobody has begun. */
export function describeSharedWork(
  name: string,
  openBench: (records: readonly number[]) => Promise<WorkBench>,
): void {
  describe(`shared work: ${name}`, () => {
    let bench: WorkBench;
    const opened: SharedWork[] = [];
    const open = (from: FirstPosition = 'start') => {
      const work = bench.open(from);
      opened.push(work);
      return work;
    };

    beforeAll(async () => {
      bench = await openBench([3, 5, 0, 2]);
    });

    afterAll(async () => {
      await Promise.all(opened.map((work) => work.close()));
    });

    // In the order of a life: later facts stand on what earlier ones left.
    it('can be looked at before anybody has begun', async () => {
      const found = await open().look();
      expect(found.map(({ next, end, notes }) => [next, end, notes.size])).toEqual([
        [null, 3, 0],
        [null, 5, 0],
        [null, 0, 0],
        [null, 2, 0],
      ]);
    });

    it('shares all partitions among those who take part, and gives those of who leaves to the others', async () => {
      const shares: number[][] = [[], []];
      const stops = [new AbortController(), new AbortController()];
      const join = (index: 0 | 1) =>
        open().join((share) => (shares[index] = [...share]), stops[index]?.signal ?? never);
      const first = join(0);
      await expect.poll(() => shares[0]?.length, { timeout: 20_000 }).toBe(partitions);
      const second = join(1);
      await expect.poll(() => shares[1]?.length, { timeout: 20_000 }).toBe(partitions / 2);
      await expect
        .poll(() => shares.flat().sort(), { timeout: 20_000 })
        .toEqual([...Array(partitions).keys()]);
      stops[0]?.abort();
      await first;
      expect(shares[0]).toEqual([]);
      await expect.poll(() => shares[1]?.length, { timeout: 20_000 }).toBe(partitions);
      stops[1]?.abort();
      await second;
    });

    it('begins at the start, or behind what is there', async () => {
      expect((await open('start').take(0, never)).next).toBe(0);
      expect((await open('end').take(1, never)).next).toBe(5);
    });

    it('stays where it began while nothing is done, whatever comes and whoever takes it', async () => {
      await bench.grow(1, 4);
      const hold = await open('start').take(1, never);
      expect([hold.partition, hold.next, hold.notes.get('a')]).toEqual([1, 5, undefined]);
    });

    it('gives who takes it next what was written down, the last of each key', async () => {
      const work = open();
      const hold = await work.take(0, never);
      await hold.write([note('a', '1'), note('b', '1')]);
      await hold.write([note('a', '2')], offset(2));
      for (const again of [work, open()]) {
        const next = await again.take(0, never);
        expect([next.next, ...textsOf(next.notes, ['a', 'b'])]).toEqual([2, '2', '1']);
      }
    });

    it('writes many times in a row under one hold', async () => {
      const hold = await open().take(3, never);
      for (let at = 0; at < 40; at++) await hold.write([note(`k${at}`, `${at}`)], offset(at));
      const { notes, next } = await open().take(3, never);
      expect([next, ...textsOf(notes, ['k0', 'k39'])]).toEqual([39, '0', '39']);
    });

    it('shuts out who held it before: nothing of what they write stands', async () => {
      const before = await open().take(2, never);
      await before.write([note('a', 'before')]);
      const now = await open().take(2, never);
      await expect(before.write([note('a', 'late'), note('c', 'late')], offset(9))).rejects.toThrow(
        HoldLostError,
      );
      // Nor does a second try help.
      await expect(before.write([note('c', 'later')])).rejects.toThrow(HoldLostError);
      await now.write([note('b', 'now')], offset(1));
      const { notes, next } = await open().take(2, never);
      expect([next, ...textsOf(notes, ['a', 'b', 'c'])]).toEqual([1, 'before', 'now', '']);
    });

    it('can be looked at without being taken from anybody', async () => {
      const hold = await open().take(0, never);
      const found = await open().look();
      expect(found.map(({ partition, next, end }) => [partition, next, end])).toEqual([
        [0, 2, 3],
        [1, 5, 9],
        [2, 1, 0],
        [3, 39, 2],
      ]);
      expect(textsOf(found[0]?.notes ?? new Map(), ['a', 'b'])).toEqual(['2', '1']);
      expect((await open().look(1)).map(({ partition, next }) => [partition, next])).toEqual([
        [1, 5],
      ]);
      await hold.write([], offset(3));
      expect((await open().look())[0]?.next).toBe(3);
    });
  });
}
