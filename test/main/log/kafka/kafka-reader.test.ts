import { describe, expect, it } from 'vitest';
import { offset } from '../../../../src/shared/log/offset.ts';
import {
  answerOf,
  batchAt,
  cutOf,
  faultOf,
  fetchedOf,
  limits,
  metadataOf,
  readerOf,
} from './scripted-cluster.ts';

describe('fault 15: one partition of several', () => {
  it('out of range is named, with where its log begins, and the others read on without it', async () => {
    const reader = readerOf({
      metadata: () => metadataOf([1, 1]),
      fetch: ({ partitions }) =>
        answerOf(
          partitions.map(({ partition }) =>
            partition === 0
              ? fetchedOf(0, { error: 1, highWatermark: -1, lastStable: -1, logStart: -1 })
              : fetchedOf(1, { recordSet: batchAt(0) }),
          ),
        ),
      offsets: () => [0, 1].map((partition) => ({ partition, error: 0, offset: 50 })),
    });
    expect(await faultOf(reader.fetch(cutOf([7, 0]), limits))).toEqual({
      code: 'offset_out_of_range',
      text: 'Partition 0 no longer holds offset 7. The log now begins at 50.',
      fatal: false,
      partition: 0,
    });
    const chunks = await reader.fetch({ 1: offset(0) }, limits);
    expect(chunks.map(({ partition, next }) => [partition, next])).toEqual([[1, 4]]);
  });

  it('whose leader moved is asked of the new leader while the others go on', async () => {
    let moved = false;
    const asked: string[] = [];
    const reader = readerOf({
      metadata: () => metadataOf(moved ? [2, 1] : [1, 1]),
      fetch: ({ node, partitions }) => {
        asked.push(...partitions.map(({ partition }) => `${node}:${partition}`));
        moved = true;
        return answerOf(
          partitions.map(({ partition, from }) =>
            partition === 0 && node === 1
              ? fetchedOf(0, { error: 6 })
              : fetchedOf(partition, { recordSet: batchAt(from) }),
          ),
        );
      },
    });
    const first = await reader.fetch(cutOf([0, 0]), limits);
    expect(first.map(({ partition }) => partition)).toEqual([1]);
    await new Promise((resolve) => setTimeout(resolve, 250));
    const second = await reader.fetch(cutOf([0, 4]), limits);
    const third = await reader.fetch(cutOf([0, 8]), limits);
    expect([...second, ...third].some(({ partition }) => partition === 0)).toBe(true);
    expect(asked).toContain('2:0');
  });
});

describe('a batch that comes damaged', () => {
  const damaged = () => {
    const batch = Buffer.from(batchAt(4));
    batch[70] = (batch[70] ?? 0) ^ 1;
    return batch;
  };

  it('is fetched once more, and read when it comes whole', async () => {
    let fetches = 0;
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: () => {
        fetches++;
        return answerOf([fetchedOf(0, { recordSet: fetches === 1 ? damaged() : batchAt(4) })]);
      },
    });
    const [chunk] = await reader.fetch(cutOf([4]), limits);
    expect([chunk?.records.length, chunk?.damaged.length, fetches]).toEqual([4, 0, 2]);
  });

  it('is given out as damaged when it comes so again, after what stood before it', async () => {
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: ({ partitions }) => {
        const sets = partitions[0]?.from === 0 ? [batchAt(0), damaged()] : [damaged(), batchAt(8)];
        const recordSet = partitions[0]?.from === 8 ? batchAt(8) : Buffer.concat(sets);
        return answerOf([fetchedOf(0, { recordSet })]);
      },
    });
    const [first] = await reader.fetch(cutOf([0]), limits);
    expect([first?.next, first?.records.length, first?.damaged.length]).toEqual([4, 4, 0]);
    const [second] = await reader.fetch(cutOf([4]), limits);
    expect(second).toMatchObject({ from: 4, next: 8, records: [] });
    expect(second?.damaged).toMatchObject([{ from: 4, next: 8, reason: 'bad_crc' }]);
    const [third] = await reader.fetch(cutOf([8]), limits);
    expect(third).toMatchObject({ from: 8, next: 12, damaged: [] });
  });
});

describe('a batch that this version cannot read', () => {
  it('stops its partition with a reason, after what stood before it was given out', async () => {
    const old = Buffer.from(batchAt(4));
    old[16] = 1;
    old[17] = 99;
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: ({ partitions }) => {
        const sets = partitions[0]?.from === 0 ? [batchAt(0), old] : [old];
        return answerOf([fetchedOf(0, { recordSet: Buffer.concat(sets) })]);
      },
    });
    const [chunk] = await reader.fetch(cutOf([0]), limits);
    expect(chunk?.next).toBe(4);
    const fault = await faultOf(reader.fetch(cutOf([4]), limits));
    expect(fault).toMatchObject({ code: 'unsupported_format', fatal: true, partition: 0 });
  });
});

describe('many partitions', () => {
  it('are all served, however much the first of them have', async () => {
    // A broker that answers from one partition at a time: the first in the request that has something.
    const reader = readerOf({
      metadata: () => metadataOf([1, 1, 1, 1]),
      fetch: ({ partitions }) => {
        const [first, ...others] = partitions;
        if (!first) return answerOf([]);
        const served = fetchedOf(first.partition, { recordSet: batchAt(first.from) });
        return answerOf([served, ...others.map(({ partition }) => fetchedOf(partition))]);
      },
    });
    const position = [0, 0, 0, 0];
    const order: number[] = [];
    for (let round = 0; round < 8; round++) {
      for (const { partition, from, next } of await reader.fetch(cutOf(position), limits)) {
        position[partition] = next;
        if (next > from) order.push(partition);
      }
    }
    expect(order).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
  });

  it('of a busy broker do not wait for a broker without news', async () => {
    const reader = readerOf({
      metadata: () => metadataOf([1, 2]),
      fetch: async ({ node, partitions }) => {
        const [first] = partitions;
        if (node === 1) await new Promise((resolve) => setTimeout(resolve, 400));
        if (node === 1 || !first) return answerOf([fetchedOf(0)]);
        return answerOf([fetchedOf(1, { recordSet: batchAt(first.from) })]);
      },
    });
    const begun = performance.now();
    let at = 0;
    for (let round = 0; round < 20; round++) {
      const chunks = await reader.fetch(cutOf([0, at]), limits);
      for (const { partition, next } of chunks) if (partition === 1) at = next;
    }
    expect(at).toBe(80);
    expect(performance.now() - begun).toBeLessThan(300);
  });

  it('of a broker that is away are told of only when all are away, or when it lasts', async () => {
    const reader = readerOf({
      metadata: () => metadataOf([1, 2]),
      fetch: ({ node, partitions }) => {
        if (node === 1) throw new Error('gone');
        return answerOf([fetchedOf(1, { recordSet: batchAt(partitions[0]?.from ?? 0) })]);
      },
    });
    const [chunk] = await reader.fetch(cutOf([0, 0]), limits);
    expect(chunk?.partition).toBe(1);
    expect(await faultOf(reader.fetch({ 0: offset(0) }, limits))).toBeInstanceOf(Error);
  });
});

describe('a round without news', () => {
  it('brings bounds that changed, once', async () => {
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: async () => {
        await new Promise((resolve) => setTimeout(resolve, 30));
        return answerOf([fetchedOf(0, { lastStable: 3, highWatermark: 9 })]);
      },
    });
    const short = { ...limits, maxWaitMs: 20 };
    const [chunk] = await reader.fetch(cutOf([3]), short);
    const bounds = { partition: 0, logStart: 0, lastStable: 3, highWatermark: 9 };
    expect(chunk).toMatchObject({ from: 3, next: 3, records: [], bounds });
    expect(await reader.fetch(cutOf([3]), short)).toEqual([]);
  });
});

describe('the epoch that is sent along', () => {
  it('is not that of a record before a damaged batch: the log would look rewritten', async () => {
    const epochs: number[] = [];
    const damaged = Buffer.from(batchAt(4));
    damaged[70] = (damaged[70] ?? 0) ^ 1;
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: ({ partitions }) => {
        epochs.push(...partitions.map(({ lastEpoch }) => lastEpoch));
        const from = partitions[0]?.from ?? 0;
        const recordSet = from === 4 ? Buffer.concat([damaged, batchAt(8)]) : batchAt(from);
        return answerOf([fetchedOf(0, { recordSet })]);
      },
    });
    for (const from of [0, 4, 8, 12]) await reader.fetch(cutOf([from]), limits);
    expect(epochs).toEqual([-1, 3, 3, -1, 3]);
  });
});
