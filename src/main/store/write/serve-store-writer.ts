import type { MessagePort } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { setWriterPragmas } from './open-file.ts';
import { asStoreFault, StoreFaultError } from './store-fault.ts';
import { prepareCommit } from './write-batch.ts';
import type { FromStoreWriter, ToStoreWriter } from './writer-mailbox.ts';

/**
 * Writes batches into the read model `file`, which exists, as they come over a port, and answers
 * each. Packing and SQLite's own work have a thread and a small heap to themselves this way.
 */
export function serveStoreWriter(file: string, port: MessagePort): void {
  const db = new Database(file, { fileMustExist: true });
  setWriterPragmas(db);
  const commit = prepareCommit(db);
  const answer = (word: FromStoreWriter) => port.postMessage(word);
  port.on('message', (order: ToStoreWriter) => {
    if (order.kind === 'close') {
      db.close();
      port.close();
      return;
    }
    try {
      commit(order.batch);
      answer({ kind: 'written' });
    } catch (thrown) {
      const fault = asStoreFault(thrown);
      if (fault instanceof StoreFaultError) answer({ kind: 'fault', fault: fault.fault });
      else answer({ kind: 'bug', text: thrown instanceof Error ? `${thrown.stack}` : `${thrown}` });
    }
  });
}
