import { once } from 'node:events';
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { openStore, type Store, type StorePlace } from './open-store.ts';
import { isSmall, packBatch } from './packed-batch.ts';
import { StoreFaultError } from './store-fault.ts';
import type { FromStoreWriter, ToStoreWriter } from './writer-mailbox.ts';

/** Where the thread's entry stands, which calls `serveStoreWriter` with its `workerData`, the file, and what it may use. */
export type ThreadedStorePlace = StorePlace & {
  readonly writerUrl: URL;
  readonly resourceLimits?: ResourceLimits;
};

type Waiting = { resolve(): void; reject(error: Error): void };

/**
 * Like `openStore`, but all batches but the smallest are written by a thread of their own: `commit`
 * packs and hands over, and resolves once the batch is written. Throws and rejects as a store does.
 */
export function openThreadedStore({
  writerUrl,
  resourceLimits,
  ...place
}: ThreadedStorePlace): Store {
  const store = openStore(place);
  const thread = new Worker(writerUrl, {
    workerData: place.file,
    ...(resourceLimits ? { resourceLimits } : {}),
  });
  const waiting: Waiting[] = [];
  let death: Error | null = null;
  const failAll = (error: Error) => {
    death ??= error;
    for (const each of waiting.splice(0)) each.reject(error);
  };
  thread.on('message', (word: FromStoreWriter) => {
    const next = waiting.shift();
    if (word.kind === 'written') next?.resolve();
    else if (word.kind === 'fault') next?.reject(new StoreFaultError(word.fault));
    else next?.reject(new Error(`The thread that writes failed: ${word.text}`));
  });
  thread.on('error', failAll);
  thread.on('exit', () => failAll(new Error('The thread that writes has ended.')));
  const say = (order: ToStoreWriter) => thread.postMessage(order);
  return {
    ...store,
    commit(batch) {
      // A few records are written sooner than handed over, unless others stand before them.
      if (!death && waiting.length === 0 && isSmall(batch)) return store.commit(batch);
      return new Promise<void>((resolve, reject) => {
        if (death) return reject(death);
        waiting.push({ resolve, reject });
        say({ kind: 'write', batch: packBatch(batch) });
      });
    },
    async close() {
      if (!death) {
        const ended = once(thread, 'exit');
        say({ kind: 'close' });
        await ended;
      }
      await store.close();
    },
  };
}
