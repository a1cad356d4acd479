import { Worker } from 'node:worker_threads';
import { adoptColumns } from './event-columns.ts';
import type { ColumnParts } from './partition-columns.ts';
import type { Reader } from './snapshot.ts';

/**
 * Where the thread's entry stands, which calls `serveColumnLoader` with its `workerData`, the file of
 * the read model; and from how many records on it is worth the thread's beginning (200 000 unless told).
 */
export type ColumnLoader = {
  readonly loaderUrl: URL;
  readonly file: string;
  readonly worthwhile?: number;
  /** Hears why the thread failed: what it did not bring is read all the same, only later. */
  readonly onFailure: (error: Error) => void;
};

/** Columns on their way from another thread. */
export type ColumnsUnderWay = {
  /** Resolves when the thread has ended, whatever it came to: what it did not bring is read here. */
  readonly ended: Promise<void>;
  stop(): void;
};

/** Has the event columns unpacked by a thread of its own, beside all else that is read when a model is opened. */
export function loadColumns(
  reader: Reader,
  { loaderUrl, file, onFailure }: ColumnLoader,
): ColumnsUnderWay {
  const thread = new Worker(loaderUrl, { workerData: file });
  // A message comes between two questions: the next one sees at least the moment it was read at.
  thread.on('message', (parts: ColumnParts) => {
    reader.withSnapshot((snapshot) => adoptColumns(snapshot, parts));
  });
  thread.on('error', onFailure);
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  thread.on('exit', () => resolve());
  return { ended, stop: () => void thread.terminate() };
}
