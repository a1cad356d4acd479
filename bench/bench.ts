import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openKafkaLog } from '../src/main/log/kafka/open-kafka-log.ts';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import { openReader } from '../src/main/store/read/open-reader.ts';
import type { Reader } from '../src/main/store/read/snapshot.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../test/support/kafka-broker.ts';
import { syntheticLog } from '../test/support/synthetic-log.ts';
import { type CatchUp, catchUp } from './catch-up.ts';
import { benchCommands } from './command-figures.ts';
import { printFigure, say, timed } from './figure.ts';
import { benchKafkaIngest, benchLocalIngest } from './ingest-figures.ts';
import { benchAgainstKcat } from './kcat-figures.ts';
import { benchLive } from './live-figures.ts';
import { loadTopic } from './load-topic.ts';
import { benchOpening } from './open-figures.ts';
import { benchPage } from './page-figures.ts';
import { benchPlanning } from './plan-figures.ts';
import { type AtRest, benchQuestions, benchWhileCatchingUp } from './question-figures.ts';

const seed = 1;
const partitions = 50;
/** Loading a broker takes longer than reading it: it is done at this size at most. */
const mostFromKafka = 1_000_000;

/** Runs every figure at so many events; each is printed as one line of JSON. Resolves with microseconds an event. */
async function benchAt(events: number, repeats: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-bench-'));
  try {
    const logFile = join(folder, 'log.db');
    const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local', partitions });
    const ms = await timed(() => log.importRecords(syntheticLog({ events, partitions, seed })));
    say(`made ${events} events in ${partitions} partitions, seed ${seed}, in ${Math.round(ms)} ms`);
    await log.close();
    await benchPlanning({ logFile, folder, events, repeats });
    const local = await benchLocalIngest({ logFile, folder, events, repeats });
    const modelFile = join(folder, 'read.db');
    await benchOpening(modelFile, events);
    const atRest = await withReader(modelFile, (reader) => benchQuestions(reader, events));
    const filling = { logFile, modelFile: join(folder, 'catch-up.db') };
    await benchFilling(filling, { atRest, events });
    await benchPage({ logFile, modelFile, folder, events });
    await benchLive(filling, events);
    if (events <= mostFromKafka) await benchKafka({ folder, events, repeats, local });
    return Math.min(...local);
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

type Filling = { readonly atRest: AtRest; readonly events: number };

async function benchFilling(files: CatchUp, filling: Filling): Promise<void> {
  let isDone = false;
  const done = catchUp(files).finally(() => {
    isDone = true;
  });
  while (!isDone && !existsSync(files.modelFile)) await sleep(100);
  await withReader(files.modelFile, async (reader) => {
    while (!isDone && !hasRecords(reader)) await sleep(100);
    await benchWhileCatchingUp(reader, () => isDone, filling);
  });
  await done;
}

function hasRecords(reader: Reader): boolean {
  const isMade = "SELECT count(*) FROM sqlite_schema WHERE name = 'segment'";
  return reader.withSnapshot(
    (snapshot) =>
      (snapshot.value<number>(isMade) ?? 0) > 0 &&
      snapshot.value('SELECT 1 FROM user_revision LIMIT 1') !== undefined,
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
    const { events } = bench;
    await loadTopic(broker.connection, topic, syntheticLog({ events, partitions, seed }));
    const log = openKafkaLog({ connection: broker.connection, topic });
    const ours = await benchKafkaIngest({ log, ...bench }, local);
    await benchAgainstKcat({ log, topic, connection: broker.connection, ...bench }, ours);
    await log.close();
    await benchCommands(broker.connection);
  } finally {
    await broker.release();
  }
}

/** One size after the other, and what an event costs at each by what it cost at the one before. */
async function bench(sizes: readonly number[], repeats: number): Promise<void> {
  let before: { readonly events: number; readonly cost: number } | null = null;
  for (const events of sizes) {
    const cost = await benchAt(events, repeats);
    if (before) {
      const name = `growth from ${before.events}`;
      const ours = [cost / before.cost];
      printFigure({ name, events, unit: 'times', ours, goal: { atMost: 1.3 } });
    }
    before = { events, cost };
  }
}

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '200000,1000000,5000000' },
    repeats: { type: 'string', default: '1' },
  },
});
const sizes = values.events.split(',').map(Number);
const repeats = Number(values.repeats);
if (!sizes.every((size) => Number.isSafeInteger(size) && size >= 1_000) || !(repeats >= 1)) {
  say('Usage: npm run bench -- [--events N,N] [--repeats N]   (sizes of the log, 1000 at least)');
  process.exitCode = 2;
} else await bench(sizes, repeats);
