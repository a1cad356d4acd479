import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { Problem, RecordAnswer, StatusAnswer } from '../../src/shared/contract/log.ts';
import { offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { type GoldenCase, goldenCorpus } from '../support/golden-corpus.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { never, recordsOf } from '../support/log-harness.ts';
import { type ServedLog, serveLog } from '../support/served-log.ts';
import { assigned, created, loggedIn, roleCreated, testLog } from '../support/test-log.ts';
import { openTestProducer } from '../support/transactional-seed.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

// A broker looks into records: these it does not take, so no log of its holds them.
const refusedByBrokers: ReadonlySet<string> = new Set(['damaged headers']);
/** Each case has a partition of its own, so that none is the duplicate of another. */
const cases = goldenCorpus.filter(({ name }) => !refusedByBrokers.has(name));
const [told, transactions, compacted] = [cases.length, cases.length + 1, cases.length + 2];
const partitions = cases.length + 3;

/** A story of which compaction leaves the last record of each key: here the last three. */
const story = testLog([
  { s: 1, event: created('u-1') },
  { s: 2, event: loggedIn('u-1') },
  { s: 3, event: created('u-2') },
  { s: 4, event: loggedIn('u-1') },
  { s: 5, event: loggedIn('u-2') },
  { s: 6, event: roleCreated('r-1') },
  { s: 7, event: assigned('u-1', 'r-1') },
]);
/** So much later that it begins a new segment: only those before it are compacted. */
const [afterwards] = testLog([{ s: 7_200, event: created('u-3') }]);
const segmentMs = 3_600_000;
/** Kafka's number for a topic among the things that have settings. */
const topicResource = 2;
const [born, signedIn] = testLog([
  { s: 1, event: created('u-7') },
  { s: 2, event: loggedIn('u-7') },
]);
/** Two duplicates, one of them with other content, and three events that do not fit. */
const misfits = testLog([
  { s: 1, id: 'a', event: created('u-9') },
  { s: 2, id: 'a', event: created('u-9') },
  { s: 3, id: 'a', event: loggedIn('u-9') },
  { s: 4, id: 'b', event: created('u-9') },
  { s: 5, id: 'c', event: loggedIn('u-8') },
  { s: 6, id: 'd', event: assigned('u-9', 'nothing') },
  { s: 7, id: 'e', event: assigned('u-9', 'nothing') },
]);

describe.skipIf(why)(
  `a log with every kind of hostile record${why ? ` (${why})` : ''}`,
  { timeout: 120_000 },
  () => {
    let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
    let folder: string;
    let topic: string;
    let served: ServedLog;
    let status: StatusAnswer;

    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'playhead-hostile-'));
      borrowed = await borrowBroker();
      const { connection } = borrowed;
      topic = await freshTopic(connection, partitions, topicSettings);
      await loadRecords(connection, topic);
      await loadTransactions(connection, topic);
      await compact(connection, topic);
      const log = `kafka://${connection.brokers.join(',')}/${topic}`;
      served = await serveLog({ log, workspace: join(folder, 'workspace') });
      status = await served.caughtUp(({ counts }) => counts.control >= 4);
    }, 240_000);
    afterAll(async () => {
      await served?.stop();
      await borrowed?.release();
      rmSync(folder, { recursive: true, force: true });
    });

    const recordAt = (partition: number, at: number) =>
      served.ask<RecordAnswer & { text?: string }>(`/records/${partition}/${at}`);

    it('is read to its end, and every offset is counted once', () => {
      const { anomaly, ...classes } = status.counts;
      const spans = Object.values(status.partitions).map(({ start, next }) => next - start);
      const counted = Object.values(classes).reduce((sum, count) => sum + count, 0);
      expect(status).toMatchObject({ paused: null, percent: 100 });
      expect(counted).toBe(spans.reduce((sum, span) => sum + span, 0));
      for (const count of [...Object.values(classes), anomaly]) expect(count).toBeGreaterThan(0);
      expect(status.counts).toMatchObject({
        quarantined: cases.filter(({ expected }) => expected.kind === 'quarantined').length,
        unknownType: cases.filter(({ expected }) => expected.kind === 'unknownType').length,
        tombstone: cases.filter(({ expected }) => expected.kind === 'tombstone').length,
        duplicate: 2,
        control: 4,
        aborted: 3,
      });
    });

    it.each(cases.map((golden, partition) => [golden.name, golden, partition] as const))(
      'shows %s for what it is',
      async (_name, { expected, record }, partition) => {
        const { status: code, body } = await recordAt(partition, 0);
        expect(code).toBe(200);
        expect(body.class).toBe(expected.kind);
        expect(body.timestamp).toBe(record.timestamp);
        expect(body.value?.length ?? null).toBe(record.value?.length ?? null);
        if (expected.kind === 'quarantined') expect(body.fault?.code).toBe(expected.reason);
        else expect(body.fault).toBe(null);
        if (expected.kind === 'event') {
          expect(body.flags).toEqual(expect.arrayContaining([...(expected.flags ?? [])]));
        }
      },
    );

    it('shows duplicates and what does not fit', async () => {
      const classes = await Promise.all(misfits.map((_, at) => recordAt(told, at)));
      expect(classes.map(({ body }) => body.class)).toEqual([
        ...['event', 'duplicate', 'duplicate', 'event', 'event', 'event', 'event'],
      ]);
      expect(classes[1]?.body.flags).not.toContain('conflicting_duplicate');
      expect(classes[2]?.body.flags).toContain('conflicting_duplicate');
      expect(classes.map(({ body }) => body.entry?.anomalies ?? [])).toEqual([
        ...[[], [], [], ['already_exists'], ['never_created'], [], ['already_held']],
      ]);
    });

    it('says what a transaction left at an offset', async () => {
      const offsets = Array.from({ length: 9 }, (_, at) => at);
      const answers = await Promise.all(offsets.map((at) => recordAt(transactions, at)));
      expect(answers.map(({ body }) => body.class ?? whyNone(body))).toEqual([
        ...['event', 'transaction marker', 'aborted', 'aborted', 'transaction marker'],
        ...['event', 'transaction marker', 'aborted', 'transaction marker'],
      ]);
    });

    it('shows what compaction took as gaps, and reads what it left', async () => {
      const left = new Set([4, 5, 6]);
      const answers = await Promise.all(story.map((_, at) => recordAt(compacted, at)));
      expect(answers.map(({ body }) => body.class ?? whyNone(body))).toEqual(
        story.map((_, at) => (left.has(at) ? 'event' : 'compaction')),
      );
      const { body } = await served.ask<{ problems: Problem[] }>('/problems?kind=gap&limit=100');
      const gaps = body.problems.filter(({ partition }) => partition === compacted);
      expect(gaps.map(({ offset: at, next }) => [at, next])).toEqual([[0, 4]]);
      expect(status.counts.gap).toBe(4);
    });

    it('names every record that could not be read among the problems', async () => {
      const { body } = await served.ask<{ problems: Problem[]; total: number }>(
        '/problems?kind=quarantined&limit=1000',
      );
      const found = new Map(body.problems.map(({ partition, code }) => [partition, code]));
      for (const [partition, { expected, name }] of cases.entries()) {
        const reason = expected.kind === 'quarantined' ? expected.reason : undefined;
        expect(found.get(partition), name).toBe(reason);
      }
    });
  },
);

const topicSettings = {
  'max.message.bytes': `${64 * 1024 * 1024}`,
  'segment.ms': `${segmentMs}`,
  'min.cleanable.dirty.ratio': '0',
};

async function loadRecords(connection: KafkaConnection, topic: string): Promise<void> {
  const loader = openKafkaLoader(connection, topic);
  const into = (partition: number, records: readonly LogRecord[]) =>
    loader.load(records.map((record) => ({ ...record, partition })));
  for (const [partition, { record }] of cases.entries()) await into(partition, [record]);
  await into(told, misfits);
  await into(compacted, story);
  await into(compacted, [afterwards as LogRecord]);
  for (const { name, record } of goldenCorpus as readonly GoldenCase[]) {
    if (refusedByBrokers.has(name)) await expect(into(told, [record])).rejects.toThrow();
  }
  await loader.close();
}

async function loadTransactions(connection: KafkaConnection, topic: string): Promise<void> {
  const producer = await openTestProducer(connection, topic, randomUUID());
  const rounds: [records: (LogRecord | undefined)[], commits: boolean][] = [
    [[born], true],
    [[signedIn, signedIn], false],
    [[signedIn], true],
    [[signedIn], false],
  ];
  for (const [records, commits] of rounds) {
    await producer.send(transactions, records as LogRecord[]);
    await producer.end(commits);
  }
  await producer.close();
}

/** Lets the broker compact what it may, and waits until it has. */
async function compact(connection: KafkaConnection, topic: string): Promise<void> {
  const admin = makeKafka(connection, () => {}).admin();
  const configEntries = [{ name: 'cleanup.policy', value: 'compact' }];
  const settings = Object.entries(topicSettings).map(([name, value]) => ({ name, value }));
  await admin.connect();
  await admin.alterConfigs({
    validateOnly: false,
    resources: [
      { type: topicResource, name: topic, configEntries: [...settings, ...configEntries] },
    ],
  });
  await admin.disconnect();
  const log = openKafkaLog({ connection, topic });
  const limits = { maxBytes: 1 << 20, maxWaitMs: 500, signal: never };
  const first = async () =>
    recordsOf(await log.fetch({ [compacted]: offset(0) }, limits))[0]?.offset ?? 0;
  while ((await first()) < 4) await sleep(200);
  await log.close();
}

function whyNone({ text = '' }: { readonly text?: string }): string {
  return /transaction marker|aborted|compaction/.exec(text)?.[0] ?? text;
}
