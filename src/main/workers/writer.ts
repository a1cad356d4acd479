import { workerData } from 'node:worker_threads';
import type { WriterStart } from './mailbox.ts';
import { openWriterShop } from './open-writer-shop.ts';
import { runWorker } from './run-worker.ts';

// Entries stand side by side, in the source as once built; only an entry knows its own place.
const storeWriter = new URL(import.meta.url.replace(/\/writer(\.\w+)$/, '/store-writer$1'));

await runWorker((say) => openWriterShop(workerData as WriterStart, { say, storeWriter }));
