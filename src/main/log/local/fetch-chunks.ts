import type { Cut } from '../../../shared/log/cut.ts';
import { type FetchLimits, type LogChunk, LogFaultError } from '../log-port.ts';
import type { LocalParts } from './local-parts.ts';

/**
 * Reads on from a cut, one chunk for every partition it names, those without news included. With
 * no news at all it waits, and returns as soon as something is appended by this process.
 */
export async function fetchChunks(
  { records, wake }: Pick<LocalParts, 'records' | 'wake'>,
  from: Cut,
  { maxBytes, maxWaitMs, signal }: FetchLimits,
): Promise<readonly LogChunk[]> {
  if (signal.aborted) return [];
  const chunks = readChunks(records, from, maxBytes);
  if (chunks.some((chunk) => chunk.next > chunk.from) || maxWaitMs <= 0) return chunks;
  await wake.wait(maxWaitMs, signal);
  return signal.aborted ? [] : readChunks(records, from, maxBytes);
}

function readChunks(records: LocalParts['records'], from: Cut, maxBytes: number): LogChunk[] {
  try {
    return records.chunks(from, maxBytes);
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw new LogFaultError({
      code: 'log_out_of_reach',
      text: `The local log cannot be read: ${reason}. Check the disk; reading is tried again by itself.`,
      fatal: false,
    });
  }
}
