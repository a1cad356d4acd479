import { readFileSync } from 'node:fs';
import process from 'node:process';
import { openKafkaLog } from '../src/main/log/kafka/open-kafka-log.ts';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import type { Log } from '../src/main/log/log-port.ts';
import type { LogSource } from './catch-up.ts';
import { fetchAll, readIntoModel } from './read-log.ts';

/** What the process says when it is done. */
export type CaughtUp = { readonly ms: number; readonly residentBytes: number };

// A process of its own, so that its memory and what is compiled are those of catching up and of
// nothing else. Without a model the log is read and nothing else is done.
const [said = '', modelFile] = process.argv.slice(2);
const source = JSON.parse(said) as LogSource;
const log: Log =
  'logFile' in source
    ? openLocalLog({ file: source.logFile, topic: 'bench', kind: 'local' })
    : openKafkaLog(source);
const begun = performance.now();
if (modelFile === undefined) for await (const chunks of fetchAll(log)) void chunks;
else await readIntoModel(log, modelFile);
const ms = performance.now() - begun;
await log.close();
const done: CaughtUp = { ms, residentBytes: mostResident() };
process.stdout.write(`${JSON.stringify(done)}\n`);

/** The most bytes that were resident at once. On Linux `maxRSS` begins with what the parent had when it started this process. */
function mostResident(): number {
  if (process.platform !== 'linux') return 1024 * process.resourceUsage().maxRSS;
  const [, kilobytes] =
    /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return 1024 * Number(kilobytes);
}
