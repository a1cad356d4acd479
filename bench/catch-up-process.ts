import process from 'node:process';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import { readIntoModel } from './read-log.ts';

/** What the process says when it is done. */
export type CaughtUp = { readonly ms: number; readonly residentBytes: number };

// A process of its own, so that its memory is that of catching up and of nothing else.
const [logFile = '', modelFile = ''] = process.argv.slice(2);
const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local' });
const begun = performance.now();
await readIntoModel(log, modelFile);
const ms = performance.now() - begun;
await log.close();
const done: CaughtUp = { ms, residentBytes: 1024 * process.resourceUsage().maxRSS };
process.stdout.write(`${JSON.stringify(done)}\n`);
