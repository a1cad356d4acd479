import { existsSync } from 'node:fs';
import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import type { LogAddress } from '../../shared/log/log-address.ts';
import { importFile, topicOfFile } from '../log/local/import-file.ts';
import { type LocalLog, openLocalLog } from '../log/local/open-local-log.ts';

/** Fills a log from its file. */
export type FileFeed = {
  /** True where nothing was read from the file before: then there is nothing to show if it fails. */
  readonly isFirst: boolean;
  /** False until the file was read to its end. */
  isFed(): boolean;
  /** Resolves with null at the end of the file, or with why it cannot be read on. Rejects when the signal aborts. */
  run(signal: AbortSignal, onProgress: (percent: number) => void): Promise<Fault | null>;
};

type FileAddress = Extract<LogAddress, { kind: 'file' }>;

/** Opens the local log `file` that holds what was read of the address's file. Rejects with FaultError. */
export async function openFileLog(
  file: string,
  address: FileAddress,
): Promise<{ log: LocalLog; feed: FileFeed }> {
  const topic = address.topic ?? knownTopic(file) ?? (await firstTopic(address.path));
  const log = openLocalLog({ file, topic, kind: 'file' });
  const isFirst = log.notes.get('identity') === null;
  log.notes.set('topic', topic);
  const run: FileFeed['run'] = async (signal, onProgress) => {
    const done = await importFile({
      log,
      path: address.path,
      topic,
      isChosen: address.topic !== null,
      signal,
      onProgress: (read, total) => onProgress(total === 0 ? 100 : (100 * read) / total),
    });
    return done.ok ? null : done.error;
  };
  return { log, feed: { isFirst, isFed: log.isFed, run } };
}

/** The topic that was read before: the file may be gone since. */
function knownTopic(file: string): string | null {
  if (!existsSync(file)) return null;
  const log = openLocalLog({ file, topic: '', kind: 'file' });
  const topic = log.notes.get('identity') === null ? null : log.notes.get('topic');
  void log.close();
  return topic;
}

async function firstTopic(path: string): Promise<string> {
  const found = await topicOfFile(path, new AbortController().signal);
  if (!found.ok) throw new FaultError(found.error);
  return found.value;
}
