import type { MessagePort } from 'node:worker_threads';
import { columnsOf } from './event-columns.ts';
import { openReader } from './open-reader.ts';
import type { ColumnParts } from './partition-columns.ts';
import { partitionsRead } from './partitions.ts';

/** Unpacks the event columns of a read model, and hands those of each partition over as soon as they are whole. */
export function serveColumnLoader(file: string, port: MessagePort): void {
  const reader = openReader({ file });
  const partitions = reader.withSnapshot((snapshot) => [...partitionsRead(snapshot).keys()]);
  for (const partition of partitions) {
    const parts = reader.withSnapshot((snapshot) => columnsOf(snapshot, partition).parts());
    port.postMessage(parts, memoryOf(parts));
  }
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
