import { decodeRecord } from '../src/main/codec/decode-record.ts';
import { readOrdinary } from '../src/main/codec/read-ordinary.ts';
import { BatchPlanner } from '../src/main/ingest/plan-batch.ts';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import type { Log, PartitionBounds } from '../src/main/log/log-port.ts';
import type { Checkpoint } from '../src/main/store/write/checkpoints.ts';
import type { Store } from '../src/main/store/write/open-store.ts';
import { noCounts } from '../src/main/store/write/planned-batch.ts';
import { PackedRecord } from '../src/shared/log/packed-record.ts';
import type { LogRecord } from '../src/shared/log/record.ts';
import { printFigure, say, timed } from './figure.ts';
import { bareInsert, type IngestBench } from './ingest-figures.ts';
import { fetchAll } from './read-log.ts';

/**
 * `plan`: a local log to planned batches that nobody writes, in one thread: what ingest costs
 * before the store. `decode`: only saying what each record is, the reading left out. Both against
 * the bare insert of the same value bytes into a table of two columns.
 */
export async function benchPlanning(bench: IngestBench): Promise<void> {
  const samples = { raw: [] as number[], plan: [] as number[], decode: [] as number[] };
  const { logFile, events } = bench;
  const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local' });
  for (let repeat = 0; repeat < bench.repeats; repeat++) {
    const usOf = (ms: number) => (1000 * ms) / events;
    samples.raw.push(usOf((await bareInsert(bench)).ms));
    samples.plan.push(usOf(await timed(() => planAll(log))));
    samples.decode.push(usOf(await decodeAll(log)));
    say(
      `plan: ${samples.plan.at(-1)?.toFixed(2)} us an event, decode ${samples.decode.at(-1)?.toFixed(2)}, bare insert ${samples.raw.at(-1)?.toFixed(2)}`,
    );
  }
  await log.close();
  const against = { name: 'bare two-column insert', samples: samples.raw };
  printFigure({ name: 'plan', events, unit: 'us/event', ours: samples.plan, against });
  printFigure({ name: 'decode', events, unit: 'us/event', ours: samples.decode, against });
}

async function planAll(log: Log): Promise<void> {
  const planner = new BatchPlanner(emptyStore(await log.bounds()));
  for await (const chunks of fetchAll(log)) {
    planner.plan(chunks, -1);
    planner.committed();
  }
}

async function decodeAll(log: Log): Promise<number> {
  let spent = 0;
  for await (const chunks of fetchAll(log)) {
    const start = performance.now();
    for (const { records } of chunks) records.forEach(decodeAsPlanned);
    spent += performance.now() - start;
  }
  return spent;
}

/** The short way where there is one, as planning does. */
function decodeAsPlanned(record: LogRecord): void {
  const found = record instanceof PackedRecord ? readOrdinary(record) : null;
  if (!found) decodeRecord(record);
}

/** A store into which nothing was written yet: planning asks it and finds nothing. */
function emptyStore(bounds: readonly PartitionBounds[]): Store {
  const states = {
    ...{ subject: nothing, lastSubjectNumber: () => 0, lastRevision: () => 0 },
    ...{ user: nothing, revision: nothing, role: nothing },
  };
  const records = {
    range: () => [].values(),
    identities: () => [].values(),
    withIdentity: () => [],
  };
  return {
    states,
    records,
    checkpoints: () => bounds.map(toCheckpoint),
  } as Partial<Store> as Store;
}

const nothing = () => null;

function toCheckpoint({
  partition,
  logStart,
  lastStable,
  highWatermark,
}: PartitionBounds): Checkpoint {
  const at = { start: logStart, next: logStart, recordNext: logStart, lastStable, highWatermark };
  return { partition, ...at, tau: 0, truncated: false, counts: noCounts() };
}
