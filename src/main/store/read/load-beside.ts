import { Worker } from 'node:worker_threads';
import { adoptColumns } from './event-columns.ts';
import type { ColumnParts } from './partition-columns.ts';
import { adoptTexts, type TextParts } from './read-user-texts.ts';
import type { Reader, Snapshot } from './snapshot.ts';

/**
 * Where the thread's entry stands, which calls `serveLoader` with its `workerData`, the file of
 * the read model; and from how many records on it is worth the thread's beginning (200 000 unless told).
 */
export type Loader = {
  readonly loaderUrl: URL;
  readonly file: string;
  readonly worthwhile?: number;
  /** Hears why the thread failed: what it did not bring is read all the same, only later. */
  readonly onFailure: (error: Error) => void;
};

/** What the thread brings: the columns of each partition, that there are no more, and what users are searched in. */
export type Loaded =
  | { readonly kind: 'columns'; readonly columns: ColumnParts }
  | { readonly kind: 'allColumns' }
  | { readonly kind: 'texts'; readonly texts: TextParts };

/** What is on its way from another thread. Whatever the thread came to: what it did not bring is read here. */
export type UnderWay = {
  /** Resolves when it has brought all columns, or ended. */
  readonly columns: Promise<void>;
  readonly ended: Promise<void>;
  stop(): void;
};

/** Has a thread of its own unpack the event columns and gather what users are searched in, beside all else that is read when a model is opened. */
export function loadBeside(reader: Reader, { loaderUrl, file, onFailure }: Loader): UnderWay {
  const thread = new Worker(loaderUrl, { workerData: file });
  const columns = Promise.withResolvers<void>();
  const end = Promise.withResolvers<void>();
  // A message comes between two questions: the next one sees at least the moment it was read at.
  thread.on('message', (loaded: Loaded) => {
    if (loaded.kind === 'allColumns') columns.resolve();
    else reader.withSnapshot((snapshot) => adopt(snapshot, loaded));
  });
  thread.on('error', onFailure);
  thread.on('exit', () => {
    columns.resolve();
    end.resolve();
  });
  return { columns: columns.promise, ended: end.promise, stop: () => void thread.terminate() };
}

function adopt(snapshot: Snapshot, loaded: Exclude<Loaded, { kind: 'allColumns' }>): void {
  if (loaded.kind === 'columns') adoptColumns(snapshot, loaded.columns);
  else adoptTexts(snapshot, loaded.texts);
}
