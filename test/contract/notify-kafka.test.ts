import { rmSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Broker } from '../../scripts/kafka/start-broker.ts';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import {
  borrowBroker,
  namedBrokers,
  startTestBroker,
  whyNoBroker,
} from '../support/kafka-broker.ts';
import { notifyOnce } from '../support/notifying-process.ts';
import { benchPartitions, openTellingBench, type TellingBench } from '../support/telling-bench.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

const patience = { timeout: 90_000, interval: 50 };
const longest = 200_000;
const allPartitions = Array.from({ length: benchPartitions }, (_, partition) => partition);

describe.skipIf(why)('telling other services of what stands in Kafka', () => {
  let broker: Awaited<ReturnType<typeof borrowBroker>>;
  let bench: TellingBench;

  beforeAll(async () => {
    broker = await borrowBroker();
  });

  afterAll(() => broker?.release());

  beforeEach(async () => {
    bench = await openTellingBench(broker.connection);
  });

  afterEach(() => bench.close());

  const shared = () => bench.copies.flatMap((copy) => bench.shareOf(copy)).sort();

  async function status() {
    const { out } = await notifyOnce([...bench.args, '--status']);
    return JSON.parse(out.split('\n')[0] ?? '');
  }

  it(
    'tells each event once, copies sharing the partitions, and goes on where they ended',
    async () => {
      await bench.grow(40);
      const [first, second] = [bench.startCopy(), bench.startCopy()];
      await expect.poll(shared, patience).toEqual(allPartitions);
      await expect.poll(() => bench.told().length, patience).toBe(40);
      await expect.poll(() => bench.keys().size, patience).toBe(40);
      expect(await first.end('SIGTERM')).toBe(0);
      expect(await second.end('SIGTERM')).toBe(0);
      await bench.grow(40);
      bench.startCopy();
      await expect.poll(() => bench.told().length, patience).toBe(80);
      await expect.poll(() => bench.keys().size, patience).toBe(80);
      expect(bench.told().sort()).toEqual(bench.given().sort());
      expect(bench.asked.length).toBe(80);
    },
    longest,
  );

  it(
    'tells each event once, whatever copies are killed and whatever answers are lost',
    async () => {
      const seed = Number(process.env['PLAYHEAD_SEED'] ?? Date.now() % 1e6);
      const random = new SeededRandom(seed);
      bench.moods.slack = () => (random.chance(0.05) ? 'answer_lost' : 'well');
      bench.moods.crm = () => (random.chance(0.05) ? 0 : 204);
      for (let copy = 0; copy < 3; copy++) bench.startCopy();
      await expect.poll(shared, patience).toEqual(allPartitions);
      for (let kills = 0; kills < 2; kills++) {
        const before = bench.told().length;
        const growing = (async () => {
          for (let step = 0; step < 12; step++) await bench.grow(10);
        })();
        // In the middle of it.
        await expect.poll(() => bench.told().length, patience).toBeGreaterThan(before + 10);
        await sleep(random.between(0, 200));
        await random.pick(bench.copies).end('SIGKILL');
        bench.startCopy();
        await growing;
      }
      const events = bench.given().length;
      await expect.poll(() => new Set(bench.told()).size, patience).toBe(events);
      await expect.poll(() => bench.keys().size, patience).toBe(events);
      // Long enough for whatever might still be told twice.
      await sleep(4_000);
      expect({ seed, told: bench.told().sort() }).toEqual({ seed, told: bench.given().sort() });
    },
    longest,
  );

  it(
    'tells a channel no more often than it takes messages, each once all the same',
    async () => {
      let [tookAt, limited] = [0, 0];
      bench.moods.slack = () => {
        if (Date.now() - tookAt < 250) {
          limited++;
          return 'limited';
        }
        tookAt = Date.now();
        return 'well';
      };
      bench.startCopy();
      await expect.poll(shared, patience).toEqual(allPartitions);
      await bench.grow(40);
      await expect.poll(() => bench.told().length, patience).toBe(40);
      expect(bench.told().sort()).toEqual(bench.given().sort());
      // Each partition runs into it, after that hardly any.
      expect(limited).toBeLessThan(allPartitions.length + 20);
    },
    longest,
  );

  it(
    'begins with what comes, where that is asked for, and tells how far it is',
    async () => {
      bench.subscribe('end');
      await bench.grow(20);
      bench.startCopy();
      await expect.poll(shared, patience).toEqual(allPartitions);
      // Each partition begins behind what it holds when it is first taken.
      await expect.poll(status, patience).toMatchObject({ told: 0, behind: 0, open: [] });
      await sleep(2_000);
      await bench.grow(16);
      await expect.poll(() => bench.told().length, patience).toBe(16);
      expect(bench.told().sort()).toEqual(bench.given().slice(20).sort());
      bench.moods.slack = () => ({ error: 'msg_too_long' });
      await bench.grow(1);
      const refused = { state: 'refused', text: 'Slack refused: msg_too_long' };
      await expect.poll(status, patience).toMatchObject({ told: 16, behind: 0, open: [refused] });
    },
    longest,
  );

  it(
    'shows how far it is to the tools of Kafka',
    async () => {
      await bench.grow(30);
      bench.startCopy();
      const admin = makeKafka(broker.connection, () => {}).admin();
      await admin.connect();
      const committed = async () => {
        const groupId = `playhead.${bench.topic}.notify.security`;
        const [found] = await admin.fetchOffsets({ groupId, topics: [bench.topic] });
        return found?.partitions.reduce((sum, { offset }) => sum + Math.max(Number(offset), 0), 0);
      };
      await expect.poll(committed, patience).toBe(30);
      await admin.disconnect();
    },
    longest,
  );

  it('says what is wrong with what it was asked for', async () => {
    writeFileSync(bench.file, '{"subscriptions": []}');
    const { code, error } = await notifyOnce(bench.args);
    expect([code, error]).toEqual([2, expect.stringMatching(/told\.json: .*subscriptions/s)]);
    bench.subscribe('start');
    rmSync(bench.tokenFile);
    expect((await notifyOnce(bench.args)).code).toBe(1);
  });
});

describe.skipIf(why ?? namedBrokers)('telling while the broker goes away', () => {
  let broker: Broker;

  beforeAll(async () => {
    broker = await startTestBroker();
  });

  afterAll(() => broker?.stop());

  it(
    'goes on when it is back, and tells each event once',
    async () => {
      const bench = await openTellingBench({ brokers: [broker.address] });
      const copy = bench.startCopy();
      await bench.grow(200);
      await expect.poll(() => bench.told().length, patience).toBeGreaterThan(20);
      await broker.halt();
      await expect.poll(() => copy.said.map(({ kind }) => kind), patience).toContain('waiting');
      await broker.resume();
      await bench.grow(50);
      await expect.poll(() => new Set(bench.told()).size, patience).toBe(250);
      await expect.poll(() => bench.keys().size, patience).toBe(250);
      expect(bench.told().sort()).toEqual(bench.given().sort());
      await bench.close();
    },
    longest,
  );
});
