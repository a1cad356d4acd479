import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Broker } from '../../../../scripts/kafka/start-broker.ts';
import { makeKafka } from '../../../../src/main/log/kafka/connect-cluster.ts';
import { createTopic } from '../../../../src/main/log/kafka/create-topic.ts';
import type { KafkaConnection } from '../../../../src/main/log/kafka/kafka-connection.ts';
import { KafkaLink } from '../../../../src/main/log/kafka/kafka-link.ts';
import { openKafkaLoader } from '../../../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import { testConnection } from '../../../../src/main/log/kafka/test-connection.ts';
import { fetchCall } from '../../../../src/main/log/kafka/wire/fetch-call.ts';
import { metadataCall } from '../../../../src/main/log/kafka/wire/metadata-call.ts';
import type { Log } from '../../../../src/main/log/log-port.ts';
import type { Cut } from '../../../../src/shared/log/cut.ts';
import { offset } from '../../../../src/shared/log/offset.ts';
import { freshTopic, startTestBroker, whyNoBroker } from '../../../support/kafka-broker.ts';
import { readToEnd, recordsOf, seedRecord, startOf } from '../../../support/log-harness.ts';
import { openTestProducer } from '../../../support/transactional-seed.ts';

// A broker of this suite's own: it is halted, and its topics are deleted under its readers.
const why = process.env['PLAYHEAD_TEST_KAFKA']
  ? 'SKIPPED: this suite halts its broker, and PLAYHEAD_TEST_KAFKA names somebody else’s.'
  : await whyNoBroker();
if (why) console.warn(why);

const never = new AbortController().signal;
const limits = { maxBytes: 1 << 20, maxWaitMs: 500, signal: never };
const text = (value: Uint8Array | null) => new TextDecoder().decode(value ?? undefined);

const faultOf = (reading: Promise<unknown>) =>
  reading.then(
    () => null,
    (error: { fault?: unknown }) => error.fault ?? error,
  );

describe.skipIf(why)(`a Kafka log and its broker${why ? ` (${why})` : ''}`, () => {
  let broker: Broker;
  let connection: KafkaConnection;
  const logs: Log[] = [];
  const open = (topic: string) => {
    const log = openKafkaLog({ connection, topic });
    logs.push(log);
    return log;
  };
  const seed = async (topic: string, partition: number, names: readonly string[]) => {
    const loader = openKafkaLoader(connection, topic);
    await loader.load(names.map((name) => seedRecord(partition, name)));
    await loader.close();
  };
  const admin = async <Answer>(
    act: (admin: ReturnType<ReturnType<typeof makeKafka>['admin']>) => Promise<Answer>,
  ) => {
    const client = makeKafka(connection, () => {}).admin();
    await client.connect();
    return act(client).finally(() => client.disconnect());
  };

  beforeAll(async () => {
    broker = await startTestBroker();
    connection = { brokers: [broker.address] };
  });
  afterAll(async () => {
    await Promise.all(logs.map((log) => log.close()));
    await broker?.stop();
  });

  it('fault 4: shows no aborted record where transactions overlap', async () => {
    const topic = await freshTopic(connection, 1);
    const [a, b] = [
      await openTestProducer(connection, topic, randomUUID()),
      await openTestProducer(connection, topic, randomUUID()),
    ];
    const send = (producer: typeof a, name: string) => {
      const { key: _, ...record } = seedRecord(0, name);
      return producer.send(0, [{ ...record, key: Uint8Array.of(0, 0, 0, 0) }]);
    };
    const kept: string[] = [];
    for (let round = 0; round < 6; round++) {
      const commits = { a: round % 2 === 0, b: round % 3 === 0 };
      await send(a, `a${round}-1`);
      await send(b, `b${round}-1`);
      await send(a, `a${round}-2`);
      await a.end(commits.a);
      await send(b, `b${round}-2`);
      await b.end(commits.b);
      if (commits.a) kept.push(`a${round}-1`, `a${round}-2`);
      if (commits.b) kept.push(`b${round}-1`, `b${round}-2`);
    }
    await a.close();
    await b.close();
    const log = open(topic);
    while ((await log.bounds()).some((found) => found.lastStable < found.highWatermark)) {
      await sleep(20);
    }
    for (const from of [0, 3, 7, 12]) {
      const chunks = await readToEnd(log, { from: { 0: offset(from) } });
      const records = recordsOf(chunks);
      const whole = recordsOf(await readToEnd(log));
      expect(records).toEqual(whole.filter((record) => record.offset >= from));
      if (from === 0) expect(records.map(({ value }) => text(value)).sort()).toEqual(kept.sort());
      // Every offset is a record, a marker or aborted.
      const passed = chunks.flatMap((chunk) => chunk.passed);
      const taken = passed.reduce((sum, range) => sum + range.next - range.from, 0);
      expect(records.length + taken).toBe((chunks.at(-1)?.next ?? 0) - from);
    }
  });

  it('stays below an open transaction and says how far the log goes beyond', async () => {
    const topic = await freshTopic(connection, 1);
    const producer = await openTestProducer(connection, topic, randomUUID());
    await seed(topic, 0, ['before']);
    await producer.send(0, [seedRecord(0, 'open')]);
    await seed(topic, 0, ['after']);
    const log = open(topic);
    const bounds = { partition: 0, logStart: 0, lastStable: 1, highWatermark: 3 };
    expect(await log.bounds()).toEqual([bounds]);
    const [chunk] = await log.fetch({ 0: offset(0) }, limits);
    expect(chunk).toMatchObject({ next: 1, bounds });
    await producer.end(true);
    await producer.close();
    await sleep(200);
    const all = recordsOf(await readToEnd(log));
    expect(all.map(({ value }) => text(value))).toEqual(['before', 'open', 'after']);
  });

  it('fault 12: does not bring a deleted topic back by looking at it', async () => {
    const topic = await freshTopic(connection, 1);
    const log = open(topic);
    await log.bounds();
    await admin((client) => client.deleteTopics({ topics: [topic] }));
    await sleep(300);
    const fault = await faultOf(log.bounds());
    expect(fault).toMatchObject({ code: 'topic_not_found', fatal: true });
    const reading = await faultOf(log.fetch({ 0: offset(0) }, limits));
    expect(reading).toMatchObject({ code: 'topic_not_found', fatal: true });
    expect(await admin((client) => client.listTopics())).not.toContain(topic);
    const missing = open(`never-${randomUUID()}`);
    expect(await faultOf(missing.identity())).toMatchObject({ code: 'topic_not_found' });
  });

  it('fault 14: knows a topic that was made anew under the same name', async () => {
    const topic = await freshTopic(connection, 1);
    await seed(topic, 0, ['a', 'b']);
    const log = open(topic);
    const before = await log.identity();
    await admin((client) => client.deleteTopics({ topics: [topic] }));
    await sleep(300);
    await createTopic(connection, { topic, partitions: 1 });
    await seed(topic, 0, ['x', 'y', 'z']);
    expect(await faultOf(log.bounds())).toMatchObject({ code: 'log_replaced', fatal: true });
    const again = await open(topic).identity();
    expect(again.cluster).toBe(before.cluster);
    expect(again.text).not.toBe(before.text);
  });

  it('fault 14: says so within a fetch too, where a reader waits across it', async () => {
    const topic = await freshTopic(connection, 1);
    await seed(topic, 0, ['a', 'b']);
    const log = open(topic);
    let position: Cut = { 0: offset(0) };
    const [chunk] = await log.fetch(position, limits);
    position = { 0: chunk?.next ?? offset(0) };
    await admin((client) => client.deleteTopics({ topics: [topic] }));
    await sleep(300);
    await createTopic(connection, { topic, partitions: 1 });
    let fault: unknown = null;
    for (let round = 0; round < 10 && !fault; round++) {
      fault = await faultOf(log.fetch(position, { ...limits, maxWaitMs: 300 }));
    }
    expect(fault).toMatchObject({ fatal: true });
  });

  it('fault 15: names the one partition whose records retention took', async () => {
    const topic = await freshTopic(connection, 2);
    await seed(topic, 0, ['a', 'b', 'c']);
    await seed(topic, 1, ['x']);
    const partitions = [{ partition: 0, offset: '2' }];
    await admin(async (client) => {
      await client.fetchTopicOffsets(topic); // kafkajs deletes records only where it knows the leaders
      await client.deleteTopicRecords({ topic, partitions });
    });
    const log = open(topic);
    expect((await log.bounds())[0]).toMatchObject({ logStart: 2, highWatermark: 3 });
    const fault = await faultOf(log.fetch({ 0: offset(0), 1: offset(0) }, limits));
    expect(fault).toMatchObject({ code: 'offset_out_of_range', partition: 0, fatal: false });
    const [chunk] = await log.fetch({ 0: offset(2) }, limits);
    expect(chunk?.records.map(({ value }) => text(value))).toEqual(['c']);
    const beyond = await faultOf(log.fetch({ 0: offset(9) }, limits));
    expect(beyond).toMatchObject({ code: 'log_truncated', partition: 0, fatal: true });
  });

  it('picks up partitions that were added', async () => {
    const topic = await freshTopic(connection, 1);
    const log = open(topic);
    expect((await log.bounds()).length).toBe(1);
    const topicPartitions = [{ topic, count: 3 }];
    await admin((client) => client.createPartitions({ topicPartitions }));
    await sleep(200);
    expect((await log.bounds()).length).toBe(3);
    await seed(topic, 2, ['new']);
    expect(recordsOf(await readToEnd(log)).length).toBe(1);
  });

  it('fault 7: sleeps while nothing happens', async () => {
    const topic = await freshTopic(connection, 4);
    const log = open(topic);
    const from = await startOf(log);
    await log.fetch(from, { ...limits, maxWaitMs: 100 });
    const real = globalThis.setTimeout;
    let timers = 0;
    globalThis.setTimeout = ((...args: Parameters<typeof real>) => {
      timers++;
      return real(...args);
    }) as typeof real;
    const waiting = log.fetch(from, { ...limits, maxWaitMs: 1_000 });
    await waiting.finally(() => {
      globalThis.setTimeout = real;
    });
    // The plain library sets about 800 in this second.
    expect(timers).toBeLessThan(20);
  });

  it('speaks the versions of older brokers as well', async () => {
    const topic = await freshTopic(connection, 1);
    await seed(topic, 0, ['a']);
    const link = new KafkaLink({ connection, topic, onNote: () => {} });
    const asks = [{ partition: 0, from: 0, leaderEpoch: -1, lastEpoch: -1 }];
    const sizes = { maxBytes: 1 << 20, maxPartitionBytes: 1 << 20, maxWaitMs: 100 };
    const [older, newer] = await Promise.all(
      ([11, 12] as const).map((version) =>
        link.ask(1, () => fetchCall({ topic, asks, ...sizes }, version)),
      ),
    );
    expect(older).toEqual(newer);
    const plain = await link.ask('any', () => metadataCall(topic, 9));
    const withIds = await link.ask('any', () => metadataCall(topic, 12));
    await link.close();
    const topics = withIds.topics.map((found) => ({ ...found, id: null }));
    expect(plain).toEqual({ ...withIds, topics });
    expect(withIds.topics[0]?.id).toMatch(/^[\w-]{22}$/);
  });

  it('leaves nothing open when it is closed', async () => {
    const topic = await freshTopic(connection, 1);
    const resources = () =>
      process.getActiveResourcesInfo().filter((name) => /TCP|TLS|Timeout/.test(name)).length;
    const before = resources();
    const log = openKafkaLog({ connection, topic });
    const from = await startOf(log);
    const waiting = log.fetch(from, { ...limits, maxWaitMs: 20_000 });
    await sleep(100);
    expect(resources()).toBeGreaterThan(before);
    await log.close();
    expect(await waiting).toEqual([]);
    await sleep(200);
    expect(resources()).toBeLessThanOrEqual(before);
    expect(await faultOf(log.bounds())).toMatchObject({ code: 'log_out_of_reach' });
  });

  it('says what is there when a connection is tried', async () => {
    const topic = await freshTopic(connection, 3);
    await seed(topic, 1, ['a', 'b']);
    const tried = await testConnection(connection, topic);
    expect(tried).toMatchObject({
      ok: true,
      value: { partitions: 3, replicas: 1, brokers: 1, offsets: 2 },
    });
    const missing = await testConnection(connection, 'no-such-topic');
    expect(missing).toMatchObject({ ok: false, error: { code: 'topic_not_found' } });
    expect(!missing.ok && missing.error.topics).toContain(topic);
    const nobody = await testConnection({ brokers: ['127.0.0.1:1'] }, topic);
    expect(nobody).toMatchObject({ ok: false, error: { code: 'log_out_of_reach', topics: [] } });
  });
});
