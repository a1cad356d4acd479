import { workerData } from 'node:worker_threads';
import { entryBeside } from './entry-beside.ts';
import type { WriterStart } from './mailbox.ts';
import { openWriterShop } from './open-writer-shop.ts';
import { runWorker } from './run-worker.ts';

const storeWriter = entryBeside(import.meta.url, 'store-writer');

await runWorker((say) => openWriterShop(workerData as WriterStart, { say, storeWriter }));
