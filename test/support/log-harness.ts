import { expect } from 'vitest';
import type {
  AppendedRecord,
  Fence,
  Log,
  LogChunk,
  NewRecord,
} from '../../src/main/log/log-port.ts';
import { type Cut, partitionsOf } from '../../src/shared/log/cut.ts';
import { noHeaders } from '../../src/shared/log/headers.ts';
import type { Offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** A record as a test puts it into a log, with a time of its own. */
export type SeedRecord = {
  readonly partition: number;
  readonly timestamp: number;
  readonly key: Uint8Array | null;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
};

/** A fresh, empty log of four partitions and what a test needs around it. */
export type LogHarness = {
  readonly log: Log;
  /** Appends records in the order given, from outside of `log`. */
  seed(records: readonly SeedRecord[]): Promise<void>;
  /** Opens the same log again beside `log`; `close` closes both. */
  reopen(): Promise<Log>;
  close(): Promise<void>;
  /** Only where transactions are claimed: appends records and aborts them. */
  seedAborted?(records: readonly SeedRecord[]): Promise<void>;
  /** Only where a proxy stands before the log: does something when the next commit is about to arrive. */
  beforeCommit?(act: () => Promise<void>): void;
};

/** What a log may or may not have. */
export type LogCapabilities = {
  readonly fence: Fence;
  readonly transactions: boolean;
  /** True where a test can step in between what is written and its commit. */
  readonly interruptible: boolean;
};

const utf8 = new TextEncoder();
/** Text as bytes. */
export const bytes = (text: string) => utf8.encode(text);
/** A signal that never fires. */
export const never = new AbortController().signal;
/** A day like any other; ms since 1970. */
export const day = Date.UTC(2024, 4, 1);

/** A seed record with defaults. */
export function seedRecord(partition: number, text: string, more: Partial<SeedRecord> = {}) {
  const base = { partition, timestamp: day, key: bytes(`key-${text}`), value: bytes(text) };
  return { ...base, headers: noHeaders, ...more };
}

/** The length of a run of bytes, null for none. */
export const lengthOf = (run: Uint8Array | null) => (run === null ? null : run.length);

/** A record to be appended, with defaults. */
export function newRecord(partition: number, text: string, headers = noHeaders): NewRecord {
  return { partition, key: bytes(`key-${text}`), value: bytes(text), headers };
}

/** The cut at the start of a log. */
export async function startOf(log: Log): Promise<Cut> {
  const bounds = await log.bounds();
  return Object.fromEntries(bounds.map(({ partition, logStart }) => [partition, logStart]));
}

type ReadOptions = {
  readonly from?: Cut;
  readonly maxBytes?: number;
  /** Records to be passed even where the log has not settled them yet. */
  readonly past?: readonly AppendedRecord[];
};

/**
 * Reads from a cut (the start, if none is given) to the end that stands when it begins. What was
 * appended a moment ago may not stand below that end yet: name it in `past`.
 */
export async function readToEnd(log: Log, options: ReadOptions = {}): Promise<LogChunk[]> {
  const position: { [partition: number]: Offset } = {
    ...(options.from ?? (await startOf(log))),
  };
  const ends = new Map((await log.bounds()).map((found) => [found.partition, found.lastStable]));
  for (const { partition, offset: at } of options.past ?? []) {
    ends.set(partition, Math.max(ends.get(partition) ?? 0, at + 1) as Offset);
  }
  const behind = () => partitionsOf(position).some((p) => (position[p] ?? 0) < (ends.get(p) ?? 0));
  const limits = { maxBytes: options.maxBytes ?? 1 << 20, maxWaitMs: 1_000, signal: never };
  const all: LogChunk[] = [];
  const deadline = Date.now() + 20_000;
  while (behind() && Date.now() < deadline) {
    for (const chunk of await log.fetch({ ...position }, limits)) {
      expect(chunk.from).toBe(position[chunk.partition]);
      position[chunk.partition] = chunk.next;
      all.push(chunk);
    }
  }
  return all;
}

/** The records of some chunks, partition by partition. */
export function recordsOf(chunks: readonly LogChunk[]): LogRecord[] {
  return chunks.flatMap(({ records }) => records).sort((a, b) => a.partition - b.partition);
}

/** The values of records as text. */
export const texts = (records: readonly LogRecord[]) =>
  records.map(({ value }) => value && new TextDecoder().decode(value));

/** Takes the turn as a command does: whoever is being shut out may take a moment. */
export async function takeTurnPatiently(log: Log) {
  for (let attempt = 0; attempt < 40; attempt++) {
    const turn = await log.beginWrite(never);
    if (turn.ok) return turn.value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('never got the turn');
}

/** Takes the turn to write, or fails the test. */
export async function takeTurn(log: Log) {
  const turn = await log.beginWrite(never);
  if (!turn.ok) throw new Error(turn.error.text);
  return turn.value;
}
