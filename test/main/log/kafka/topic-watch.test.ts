import { describe, expect, it } from 'vitest';
import { TopicWatch } from '../../../../src/main/log/kafka/topic-watch.ts';
import {
  answerOf,
  batchAt,
  cutOf,
  faultOf,
  fetchedOf,
  limits,
  metadataOf,
  readerOf,
  scriptedCluster,
} from './scripted-cluster.ts';

describe('fault 14: a log that is not the one that was read', () => {
  const quiet = { fetch: () => answerOf([]) };

  it('stands under another topic id: it says so from then on', async () => {
    let id = 'AAAA';
    const link = scriptedCluster({ ...quiet, metadata: () => metadataOf([1], id) });
    const watch = new TopicWatch(link, 'users');
    expect((await watch.refresh()).identity.text).toBe('kafka:cluster:AAAA');
    id = 'BBBB';
    expect(await faultOf(watch.refresh())).toMatchObject({ code: 'log_replaced', fatal: true });
    id = 'AAAA';
    expect(await faultOf(watch.refresh())).toMatchObject({ code: 'log_replaced' });
  });

  it('has fewer partitions than before', async () => {
    let leaders = [1, 1, 1];
    const link = scriptedCluster({ ...quiet, metadata: () => metadataOf(leaders) });
    const watch = new TopicWatch(link, 'users');
    await watch.refresh();
    leaders = [1, 1];
    expect(await faultOf(watch.refresh())).toMatchObject({ code: 'log_replaced', fatal: true });
  });

  it('lacks a partition that the position names', async () => {
    const reader = readerOf({ ...quiet, metadata: () => metadataOf([1]) });
    const reading = reader.fetch(cutOf([0, 0]), limits);
    expect(await faultOf(reading)).toMatchObject({ code: 'log_replaced', fatal: true });
  });

  it('was cut and rewritten below the position, as the leader epochs tell', async () => {
    let rewritten = false;
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: () =>
        answerOf([
          rewritten ? fetchedOf(0, { divergesAt: 2 }) : fetchedOf(0, { recordSet: batchAt(0) }),
        ]),
    });
    await reader.fetch(cutOf([0]), limits);
    rewritten = true;
    expect(await faultOf(reader.fetch(cutOf([4]), limits))).toEqual({
      code: 'log_truncated',
      text: 'Partition 0 was cut back to offset 2 after it had been read up to 4.',
      fatal: true,
      partition: 0,
    });
  });

  it('ends below the position', async () => {
    const reader = readerOf({
      metadata: () => metadataOf([1]),
      fetch: () => answerOf([fetchedOf(0, { error: 1 })]),
      offsets: () => [{ partition: 0, error: 0, offset: 5 }],
    });
    const fault = await faultOf(reader.fetch(cutOf([9]), limits));
    expect(fault).toMatchObject({ code: 'log_truncated', partition: 0, fatal: true });
  });

  it('may get new partitions, which is no reason to stop', async () => {
    let leaders = [1];
    const link = scriptedCluster({ ...quiet, metadata: () => metadataOf(leaders) });
    const watch = new TopicWatch(link, 'users');
    await watch.refresh();
    leaders = [1, 1];
    expect([...(await watch.refresh()).leaders.keys()]).toEqual([0, 1]);
  });
});

describe('a broker that has only just started', () => {
  const quiet = { fetch: () => answerOf([]) };

  it('may not know the topic for a moment, which is no reason to stop', async () => {
    let looks = 0;
    const known = metadataOf([1]);
    const unknown = { ...known, topics: known.topics.map((topic) => ({ ...topic, error: 3 })) };
    const link = scriptedCluster({ ...quiet, metadata: () => (looks++ < 2 ? unknown : known) });
    expect((await new TopicWatch(link, 'users').refresh()).leaders.size).toBe(1);
  });

  it('may name no partitions yet, which does not make it another log', async () => {
    let looks = 0;
    const known = metadataOf([1, 1]);
    const empty = {
      ...known,
      topics: known.topics.map((topic) => ({ ...topic, error: 5, partitions: [] })),
    };
    const link = scriptedCluster({ ...quiet, metadata: () => (looks++ === 1 ? empty : known) });
    const watch = new TopicWatch(link, 'users');
    await watch.refresh();
    expect((await watch.refresh()).leaders.size).toBe(2);
  });
});
