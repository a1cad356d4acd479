import { setTimeout as sleep } from 'node:timers/promises';
import type { Offset } from '../../../shared/log/offset.ts';
import { type Log, type LogFault, LogFaultError, type PartitionBounds } from '../log-port.ts';

const limits = { maxBytes: 4 * 1024 * 1024, maxWaitMs: 200 };
const pauseMs = 20;
const decidedWithinMs = 30_000;

/** What was read of a partition of a journal: by key the last value, and where reading goes on. */
export type JournalRead = { readonly notes: Map<string, Uint8Array>; readonly next: Offset };

/**
 * Reads on in a partition of a journal to its end, as it is now. The caller has shut out whoever
 * wrote there: what they had under way is decided within moments, and waited for.
 */
export async function readJournal(
  journal: Log,
  { partition, before }: { readonly partition: number; readonly before: JournalRead | undefined },
  signal: AbortSignal,
): Promise<JournalRead> {
  const { logStart, highWatermark } = await boundsOf(journal, partition);
  const notes = before?.notes ?? new Map<string, Uint8Array>();
  let next = before?.next ?? logStart;
  const deadline = Date.now() + decidedWithinMs;
  while (next < highWatermark) {
    signal.throwIfAborted();
    const chunks = await journal.fetch({ [partition]: next }, { ...limits, signal });
    for (const chunk of chunks) {
      for (const { key, value } of chunk.records) {
        if (key && value) notes.set(Buffer.from(key).toString(), Uint8Array.from(value));
      }
      next = chunk.next;
    }
    if (chunks.length > 0) continue;
    if (Date.now() > deadline) throw new LogFaultError(heldBack(partition, next));
    await sleep(pauseMs);
  }
  return { notes, next };
}

function heldBack(partition: number, next: Offset): LogFault {
  const text = `An open transaction holds back partition ${partition} of the journal at offset ${next}.`;
  return { code: 'log_out_of_reach', text, fatal: false };
}

async function boundsOf(journal: Log, partition: number): Promise<PartitionBounds> {
  const bounds = (await journal.bounds()).find((one) => one.partition === partition);
  if (!bounds) throw new Error(`The journal has no partition ${partition}.`);
  return bounds;
}
