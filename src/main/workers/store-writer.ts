import { parentPort, workerData } from 'node:worker_threads';
import { serveStoreWriter } from '../store/write/serve-store-writer.ts';

if (!parentPort) throw new Error('A worker is started by a thread, not by itself.');
serveStoreWriter(workerData as string, parentPort);
