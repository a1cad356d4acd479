import { createIngest } from '../src/main/ingest/ingest.ts';
import type { Log, LogChunk } from '../src/main/log/log-port.ts';
import type { Store } from '../src/main/store/write/open-store.ts';
import { openThreadedStore } from '../src/main/store/write/open-threaded-store.ts';
import { threadLimits } from '../src/main/workers/thread-limits.ts';
import type { Cut } from '../src/shared/log/cut.ts';

const writerUrl = new URL('../src/main/workers/store-writer.ts', import.meta.url);

/** The next offset of every partition now: all that is there. */
export async function endOf(log: Log): Promise<Cut> {
  const bounds = await log.bounds();
  return Object.fromEntries(bounds.map(({ partition, lastStable }) => [partition, lastStable]));
}

/** A read model, written as the app writes it: large batches by a thread of their own. */
export function openModel(file: string): Store {
  return openThreadedStore({ file, writerUrl, resourceLimits: threadLimits });
}

/** Reads a log to its present end into a read model, everything included; resolves when it is committed. */
export async function readIntoModel(log: Log, file: string): Promise<void> {
  const store = openModel(file);
  const ingest = createIngest({ log, store, onCommit: () => {}, onState: () => {} });
  const stop = new AbortController();
  const running = ingest.run(stop.signal);
  const reached = await ingest.catchUpTo(await endOf(log), stop.signal);
  stop.abort();
  await running;
  await store.close();
  if (!reached.ok) throw new Error(reached.error.text);
}

/** Fetches a log from its start to its present end, chunk by chunk, and does nothing else. */
export async function* fetchAll(log: Log): AsyncGenerator<readonly LogChunk[]> {
  const end = await endOf(log);
  const bounds = await log.bounds();
  const next: { [partition: number]: Cut[number] } = Object.fromEntries(
    bounds.map(({ partition, logStart }) => [partition, logStart]),
  );
  const { signal } = new AbortController();
  while (Object.keys(end).some((p) => (next[Number(p)] ?? 0) < (end[Number(p)] ?? 0))) {
    const limits = { maxBytes: 16 * 1024 * 1024, maxWaitMs: 500, signal };
    const chunks = await log.fetch(next as Cut, limits);
    for (const chunk of chunks) next[chunk.partition] = chunk.next;
    yield chunks;
  }
}
