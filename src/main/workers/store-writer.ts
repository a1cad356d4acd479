import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { serveStoreWriter } from '../store/write/serve-store-writer.ts';

const behindOthers = 10;

if (!parentPort) throw new Error('A worker is started by a thread, not by itself.');
// Whoever asks a question should not wait for much that is written. Only Linux takes it of this thread alone.
if (process.platform === 'linux') setPriority(behindOthers);
serveStoreWriter(workerData as string, parentPort);
