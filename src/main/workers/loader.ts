import { parentPort, workerData } from 'node:worker_threads';
import { serveLoader } from '../store/read/serve-loader.ts';

if (!parentPort) throw new Error('A worker is started by a thread, not by itself.');
serveLoader(workerData as string, parentPort);
