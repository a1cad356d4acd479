import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { openKafkaLoader } from '../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../src/main/log/kafka/open-kafka-log.ts';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import { openReader } from '../src/main/store/read/open-reader.ts';
import type { Reader } from '../src/main/store/read/snapshot.ts';
import type { LogRecord } from '../src/shared/log/record.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../test/support/kafka-broker.ts';
import { syntheticLog } from '../test/support/synthetic-log.ts';
import type { CatchUp } from './catch-up-thread.ts';
import { benchCommands } from './command-figures.ts';
import { say, timed } from './figure.ts';
import { benchKafkaIngest, benchLocalIngest } from './ingest-figures.ts';
import { type AtRest, benchQuestions, benchWhileCatchingUp } from './question-figures.ts';

const seed = 1;
const partitions = 50;
const loadAtOnce = 50_000;

/** Runs every figure at so many events; each is printed as one line of JSON. */
async function bench(events: number, repeats: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-bench-'));
  try {
    const logFile = join(folder, 'log.db');
    const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local', partitions });
    const ms = await timed(() => log.importRecords(syntheticLog({ events, partitions, seed })));
    say(`made ${events} events in ${partitions} partitions, seed ${seed}, in ${Math.round(ms)} ms`);
    const local = await benchLocalIngest({ log, folder, events, repeats });
    await log.close();
    const atRest = await withReader(join(folder, 'read.db'), benchQuestions);
    await benchCatchUp({ logFile, modelFile: join(folder, 'catch-up.db') }, atRest);
    await benchKafka({ folder, events, repeats, local });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function withReader<T>(file: string, work: (reader: Reader) => Promise<T>): Promise<T> {
  const reader = openReader({ file });
  const result = await work(reader);
  reader.close();
  return result;
}

async function benchCatchUp(catchUp: CatchUp, atRest: AtRest): Promise<void> {
  const thread = new Worker(new URL('./catch-up-thread.ts', import.meta.url), {
    workerData: catchUp,
  });
  let isDone = false;
  const done = new Promise<void>((resolve, reject) => {
    thread.once('error', reject);
    thread.once('exit', () => {
      isDone = true;
      resolve();
    });
  });
  while (!existsSync(catchUp.modelFile)) await sleep(100);
  await withReader(catchUp.modelFile, async (reader) => {
    while (!isDone && !hasRecords(reader)) await sleep(100);
    await benchWhileCatchingUp(reader, () => isDone, atRest);
  });
  await done;
}

function hasRecords(reader: Reader): boolean {
  const isMade = "SELECT count(*) FROM sqlite_schema WHERE name = 'record'";
  return reader.withSnapshot(
    (snapshot) =>
      (snapshot.value<number>(isMade) ?? 0) > 0 &&
      snapshot.value('SELECT 1 FROM record WHERE user IS NOT NULL LIMIT 1') !== undefined,
  );
}

type KafkaBench = {
  readonly folder: string;
  readonly events: number;
  readonly repeats: number;
  readonly local: readonly number[];
};

async function benchKafka({ local, ...bench }: KafkaBench): Promise<void> {
  const why = await whyNoBroker();
  if (why) return say(`ingest.kafka: ${why}`);
  const broker = await borrowBroker();
  try {
    const topic = await freshTopic(broker.connection, partitions);
    const loader = openKafkaLoader(broker.connection, topic);
    const records = syntheticLog({ events: bench.events, partitions, seed });
    const some: LogRecord[] = [];
    for (const record of records) {
      some.push(record);
      if (some.length === loadAtOnce) await loader.load(some.splice(0));
    }
    await loader.load(some);
    await loader.close();
    const log = openKafkaLog({ connection: broker.connection, topic });
    await benchKafkaIngest({ log, ...bench }, local);
    await log.close();
    await benchCommands(broker.connection);
  } finally {
    await broker.release();
  }
}

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000' },
    repeats: { type: 'string', default: '3' },
  },
});
const events = Number(values.events);
const repeats = Number(values.repeats);
if (!Number.isSafeInteger(events) || events < 1_000 || !(repeats >= 1)) {
  say('Usage: npm run bench -- [--events N] [--repeats N]   (N events, 1000 at least)');
  process.exitCode = 2;
} else await bench(events, repeats);
