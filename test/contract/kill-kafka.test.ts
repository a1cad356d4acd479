import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { killIngest, killSizes } from '../support/kill-ingest.ts';
import { syntheticLog } from '../support/synthetic-log.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

const { events, kills, seed, batchBytes, timeoutMs } = killSizes({ events: 10_000, kills: 4 });
const partitions = 6;
const module = new URL('../../src/main/log/kafka/open-kafka-log.ts', import.meta.url).href;

describe.skipIf(why)(
  `a reader of Kafka killed in the middle of its work${why ? ` (${why})` : ''}`,
  () => {
    let folder: string;
    let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'playhead-kill-kafka-'));
      borrowed = await borrowBroker();
    });
    afterAll(async () => {
      await borrowed?.release();
      rmSync(folder, { recursive: true, force: true });
    });

    it(
      `ends with the read model of one that was left alone (${events} events, ${kills} kills, seed ${seed})`,
      async () => {
        const { connection } = borrowed;
        const topic = await freshTopic(connection, partitions);
        const records = [...syntheticLog({ events, partitions, seed })];
        const loader = openKafkaLoader(connection, topic);
        // A broker gives out whole batches: there must be more of them than commits.
        const slice = Math.ceil(events / 25);
        for (let at = 0; at < events; at += slice) await loader.load(records.slice(at, at + slice));
        await loader.close();
        const random = new SeededRandom(seed);
        const report = await killIngest({
          ...{ folder, kills, batchBytes, random: () => random.next() },
          log: { module, opener: 'openKafkaLog', options: { connection, topic } },
        });
        console.info(`Kafka: ${report.kills} kills, ${report.commits} commits, seed ${seed}`);
        expect(report.commits).toBeGreaterThan(10);
        expect(report.kills).toBe(kills);
        for (const hashes of report.killed) expect(hashes).toEqual(report.whole);
      },
      timeoutMs,
    );
  },
);
