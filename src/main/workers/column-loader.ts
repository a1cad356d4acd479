import { parentPort, workerData } from 'node:worker_threads';
import { serveColumnLoader } from '../store/read/serve-column-loader.ts';

if (!parentPort) throw new Error('A worker is started by a thread, not by itself.');
serveColumnLoader(workerData as string, parentPort);
