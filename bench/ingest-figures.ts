import { statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import { toPlace } from '../src/main/store/place.ts';
import { catchUp, type LogSource, removeDatabase } from './catch-up.ts';
import type { CaughtUp } from './catch-up-process.ts';
import { type Goal, printFigure, say } from './figure.ts';
import { fetchAll } from './read-log.ts';

/** What is ingested, where, and how often. */
export type IngestBench = {
  readonly logFile: string;
  readonly folder: string;
  readonly events: number;
  readonly repeats: number;
};

const atMillion: Goal = { ratio: 0.7 };
const atFive: Goal = { ratio: 0.65 };
const gigabyte = 1024;

/**
 * `ingest.local`: a local log into a fresh read model, everything included, against reading the
 * same log and inserting its value bytes into a table of two columns; and against those inserts and
 * commits alone. Leaves the last model as `read.db`; resolves with microseconds an event.
 */
export async function benchLocalIngest(bench: IngestBench): Promise<readonly number[]> {
  const { logFile, folder, events } = bench;
  const modelFile = join(folder, 'read.db');
  const runs: CaughtUp[] = [];
  const [raw, rawInserts]: [number[], number[]] = [[], []];
  const perEvent = ({ ms }: { readonly ms: number }) => (1000 * ms) / events;
  let valueBytes = 0;
  for (let repeat = 0; repeat < bench.repeats; repeat++) {
    const bare = await bareInsert(bench);
    valueBytes = bare.valueBytes;
    raw.push(perEvent({ ms: bare.wholeMs }));
    rawInserts.push(perEvent(bare));
    const run = await catchUp({ source: { logFile }, modelFile });
    runs.push(run);
    say(
      `ingest.local: ${perEvent(run).toFixed(1)} us an event; reading and inserting values ${raw.at(-1)?.toFixed(1)}, inserting alone ${rawInserts.at(-1)?.toFixed(1)}`,
    );
  }
  const ours = runs.map(perEvent);
  const goal = events >= 5e6 ? atFive : events >= 1e6 ? atMillion : undefined;
  const figure = { name: 'ingest.local', events, unit: 'us/event', ours };
  const whole = { name: 'reading the log, inserting its values in two columns', samples: raw };
  printFigure({ ...figure, against: whole, goal });
  const inserts = { name: 'inserting them alone', samples: rawInserts };
  printFigure({ ...figure, against: inserts });
  const memory = runs.map(({ residentBytes }) => residentBytes / 1024 ** 2);
  const most = { atMost: gigabyte };
  printFigure({ name: 'ingest.memory', events, unit: 'MB', ours: memory, goal: most });
  const size = [statSync(modelFile).size / valueBytes];
  const share = { atMost: 0.6 };
  printFigure({ name: 'store.size', events, unit: 'of value bytes', ours: size, goal: share });
  return ours;
}

/** A topic with the events of a log in a file; `beside` is done once a turn. */
export type KafkaIngestBench = IngestBench & {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly beside: () => Promise<void>;
};

/** `ingest.kafka`: the same events from a real broker, against the log in a file, in turns; resolves with microseconds an event. */
export async function benchKafkaIngest(bench: KafkaIngestBench): Promise<readonly number[]> {
  const { connection, topic, beside, logFile, folder, events, repeats } = bench;
  const [ours, local]: [number[], number[]] = [[], []];
  const modelFile = join(folder, 'kafka.db');
  const read = async (source: LogSource) =>
    (1000 * (await catchUp({ source, modelFile })).ms) / events;
  for (let repeat = 0; repeat < repeats; repeat++) {
    await beside();
    local.push(await read({ logFile }));
    ours.push(await read({ connection, topic }));
    say(`ingest.kafka: ${ours.at(-1)?.toFixed(1)} us an event; local ${local.at(-1)?.toFixed(1)}`);
  }
  const against = { name: 'the same log in a file', samples: local };
  const goal = events >= 1e6 ? { ratio: 0.8 } : undefined;
  printFigure({ name: 'ingest.kafka', events, unit: 'us/event', ours, against, goal });
  return ours;
}

/** Milliseconds that inserting every value into a table of two columns takes, commits included, and that it takes with reading them from the log. */
export async function bareInsert({ logFile, folder }: Pick<IngestBench, 'logFile' | 'folder'>) {
  const begun = performance.now();
  const file = join(folder, 'raw.db');
  removeDatabase(file);
  const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local' });
  const db = new Database(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec('CREATE TABLE raw (place INTEGER PRIMARY KEY, value BLOB)');
  const insert = db.prepare('INSERT INTO raw VALUES (?, ?)');
  let [ms, valueBytes, counting] = [0, 0, 0];
  for await (const chunks of fetchAll(log)) {
    const start = performance.now();
    db.transaction(() => {
      for (const { records } of chunks) {
        for (const { partition, offset, value } of records) {
          insert.run(toPlace(partition, offset), value);
        }
      }
    })();
    const inserted = performance.now();
    ms += inserted - start;
    for (const { records } of chunks) {
      for (const { value } of records) valueBytes += value?.length ?? 0;
    }
    counting += performance.now() - inserted;
  }
  const wholeMs = performance.now() - begun - counting;
  db.close();
  await log.close();
  removeDatabase(file);
  return { ms, wholeMs, valueBytes };
}
