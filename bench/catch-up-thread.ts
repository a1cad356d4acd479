import { parentPort, workerData } from 'node:worker_threads';
import { openLocalLog } from '../src/main/log/local/open-local-log.ts';
import { readIntoModel } from './read-log.ts';

/** What the thread reads, and where to. */
export type CatchUp = { readonly logFile: string; readonly modelFile: string };

// A thread of its own, as in the app: questions are asked on another while it reads.
const { logFile, modelFile } = workerData as CatchUp;
const log = openLocalLog({ file: logFile, topic: 'bench', kind: 'local' });
await readIntoModel(log, modelFile);
await log.close();
parentPort?.postMessage('done');
