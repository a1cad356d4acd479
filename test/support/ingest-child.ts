import { createIngest } from '../../src/main/ingest/ingest.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { openThreadedStore } from '../../src/main/store/write/open-threaded-store.ts';

/** What a child process reads, and where to: the log is opened by a function of a module. */
export type ChildOrder = {
  readonly readFile: string;
  readonly batchBytes: number;
  readonly log: {
    readonly module: string;
    readonly opener: string;
    readonly options: unknown;
  };
};

const order = JSON.parse(process.argv[2] ?? '') as ChildOrder;
const module = (await import(order.log.module)) as Record<string, (options: unknown) => Log>;
const log = module[order.log.opener]?.(order.log.options);
if (!log) throw new Error(`${order.log.module} has no ${order.log.opener}.`);
const writerUrl = new URL('../../src/main/workers/store-writer.ts', import.meta.url);
const store = openThreadedStore({ file: order.readFile, writerUrl });
const stop = new AbortController();
await createIngest({
  log,
  store,
  onCommit: () => process.stdout.write('commit\n'),
  onState: ({ caughtUp, paused }) => {
    if (paused) process.stderr.write(`${paused.text}\n`);
    if (caughtUp || paused?.fatal) stop.abort();
  },
  settings: { batchBytes: order.batchBytes },
}).run(stop.signal);
await store.close();
await log.close();
process.stdout.write('done\n');
