import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import { openReader } from '../src/main/store/read/open-reader.ts';
import type { Reader } from '../src/main/store/read/snapshot.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../test/support/kafka-broker.ts';
import { syntheticLog } from '../test/support/synthetic-log.ts';
import { type CatchUp, catchUp } from './catch-up.ts';
import { benchCommands } from './command-figures.ts';
import { say, timed } from './figure.ts';
import { beginGrowth, type SizedLog } from './growth-figures.ts';
import { benchKafkaIngest, benchLocalIngest, type IngestBench } from './ingest-figures.ts';
import { besideKcat } from './kcat-figures.ts';
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

/** Runs every figure on a log; each is printed as one line of JSON. */
async function benchAt({ events, logFile }: SizedLog, repeats: number, smaller: SizedLog | null) {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-bench-'));
  try {
    await benchPlanning({ logFile, folder, events, repeats });
    const growth = smaller && (await beginGrowth(smaller, folder));
    const local = await benchLocalIngest({ logFile, folder, events, repeats });
    await growth?.finish(Math.min(...local), events);
    const modelFile = join(folder, 'read.db');
    await benchOpening(modelFile, events);
    const atRest = await withReader(modelFile, (reader) => benchQuestions(reader, events));
    const filled = join(folder, 'catch-up.db');
    await benchFilling({ source: { logFile }, modelFile: filled }, { atRest, events });
    await benchPage({ logFile, modelFile, folder, events });
    await benchLive({ logFile, modelFile: filled }, events);
    if (events <= mostFromKafka) await benchKafka({ logFile, folder, events, repeats });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function makeLog(events: number, folder: string): Promise<SizedLog> {
  const logFile = join(folder, `log-${events}.db`);
  const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local', partitions });
  const ms = await timed(() => log.importRecords(syntheticLog({ events, partitions, seed })));
  say(`made ${events} events in ${partitions} partitions, seed ${seed}, in ${Math.round(ms)} ms`);
  await log.close();
  return { events, logFile };
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

async function benchKafka(bench: IngestBench): Promise<void> {
  const why = await whyNoBroker();
  if (why) return say(`ingest.kafka: ${why}`);
  const broker = await borrowBroker();
  try {
    const { connection } = broker;
    const topic = await freshTopic(connection, partitions);
    const { events } = bench;
    await loadTopic(connection, topic, syntheticLog({ events, partitions, seed }));
    const { turn: beside, print } = await besideKcat({ connection, topic, events });
    print(await benchKafkaIngest({ connection, topic, beside, ...bench }));
    await benchCommands(connection);
  } finally {
    await broker.release();
  }
}

/** One size after the other; each beside the one before, to see how the cost of an event grows. */
async function bench(sizes: readonly number[], repeats: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'playhead-bench-logs-'));
  try {
    let smaller: SizedLog | null = null;
    for (const events of sizes) {
      const size = await makeLog(events, folder);
      await benchAt(size, repeats, smaller);
      smaller = size;
    }
  } finally {
    rmSync(folder, { recursive: true });
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
