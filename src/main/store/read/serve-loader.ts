import type { MessagePort } from 'node:worker_threads';
import { columnsOf } from './event-columns.ts';
import type { Loaded } from './load-beside.ts';
import { openReader } from './open-reader.ts';
import type { ColumnParts } from './partition-columns.ts';
import { partitionsRead } from './partitions.ts';
import { type TextParts, textParts } from './read-user-texts.ts';

/** Every page is read once, from one end to the other. */
const cacheKib = 4096;

/** Reads what is told of in `Loaded`, and hands each over as soon as it is whole. */
export function serveLoader(file: string, port: MessagePort): void {
  const reader = openReader({ file, cacheKib });
  const say = (loaded: Loaded, memory: ArrayBuffer[] = []) => port.postMessage(loaded, memory);
  const partitions = reader.withSnapshot((snapshot) => [...partitionsRead(snapshot).keys()]);
  for (const partition of partitions) {
    const columns = reader.withSnapshot((snapshot) => columnsOf(snapshot, partition).parts());
    say({ kind: 'columns', columns }, memoryOf(columns));
  }
  say({ kind: 'allColumns' });
  const texts = reader.withSnapshot(textParts);
  say({ kind: 'texts', texts }, memoryOfTexts(texts));
  reader.close();
  port.close();
}

/** What is handed over, not copied. */
function memoryOf({ tau, user, bytes, codes, ints }: ColumnParts): ArrayBuffer[] {
  const columns = [
    ...[tau, user, ...Object.values(bytes)],
    ...Object.values(codes).map((column) => column.codes.values),
    ...Object.values(ints).map((column) => column.values),
  ];
  return columns.map(({ buffer }) => buffer as ArrayBuffer);
}

function memoryOfTexts({ texts }: TextParts): ArrayBuffer[] {
  const { bytes, starts, users, places, next } = texts;
  return [bytes, starts, users, places, next].map(({ buffer }) => buffer);
}
