import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafkaLoader } from '../../../src/main/log/kafka/open-kafka-loader.ts';
import { SeededRandom } from '../../../src/main/log/sample/seeded-random.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../../support/kafka-broker.ts';
import { killIngest } from '../../support/kill-ingest.ts';
import { syntheticLog } from '../../support/synthetic-log.ts';

const events = Number(process.env['PLAYHEAD_KILL_EVENTS'] ?? 20_000);
const kills = Number(process.env['PLAYHEAD_KILLS'] ?? 10);
const seed = Number(process.env['PLAYHEAD_SEED'] ?? Date.now() % 1_000_000);
const opener = new URL('../../../src/main/log/kafka/open-kafka-log.ts', import.meta.url).href;

const why = await whyNoBroker();
if (why) {
  console.warn(why);
  it.skip(why, () => {});
} else {
  describe('a reader of Kafka killed in the middle of its work', () => {
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
        const topic = await freshTopic(connection, 6);
        const loader = openKafkaLoader(connection, topic);
        await loader.load([...syntheticLog({ events, partitions: 6, seed })]);
        await loader.close();
        const random = new SeededRandom(seed);
        const report = await killIngest({
          ...{ folder, kills, random: () => random.next() },
          batchBytes: Math.max(96 * 1024, Math.ceil((events * 455) / 40)),
          log: { module: opener, opener: 'openKafkaLog', options: { connection, topic } },
        });
        console.info(`${report.kills} kills, ${report.commits} commits, seed ${seed}`);
        expect(report.commits).toBeGreaterThan(3);
        expect(report.kills).toBe(kills);
        for (const hashes of report.killed) expect(hashes).toEqual(report.whole);
      },
      Math.max(120_000, events * 10),
    );
  });
}
