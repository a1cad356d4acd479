import { workerData } from 'node:worker_threads';
import type { WriterStart } from './mailbox.ts';
import { openWriterShop } from './open-writer-shop.ts';
import { runWorker } from './run-worker.ts';

await runWorker((say) => openWriterShop(workerData as WriterStart, say));
