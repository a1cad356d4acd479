import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import { type Log, type LogChunk, LogFaultError } from '../log/log-port.ts';

type Reader = {
  readonly from: Offset;
  resolve(chunk: LogChunk): void;
  reject(error: unknown): void;
};

const limits = { maxBytes: 1024 * 1024, maxWaitMs: 250 };

/** Reads a log for many who each work on a partition at a pace of their own: one fetch for all who want more. */
export class PartitionFeed {
  private readonly log: Log;
  private readonly readers = new Map<number, Reader>();
  private wake: () => void = () => {};

  constructor(log: Log) {
    this.log = log;
  }

  /** What comes next in a partition; rejects when the signal fires, and with what the log says of this partition alone. */
  next(partition: number, from: Offset, signal: AbortSignal): Promise<LogChunk> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(signal.reason);
      const leave = () => {
        signal.removeEventListener('abort', giveUp);
        if (this.readers.get(partition) === reader) this.readers.delete(partition);
      };
      const giveUp = () => reader.reject(signal.reason);
      const reader: Reader = {
        from,
        resolve: (chunk) => {
          leave();
          resolve(chunk);
        },
        reject: (error) => {
          leave();
          reject(error);
        },
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.readers.set(partition, reader);
      this.wake();
    });
  }

  /** Reads until the signal fires; rejects with what the log says of no partition in particular. */
  async run(signal: AbortSignal): Promise<void> {
    const end = () => this.wake();
    signal.addEventListener('abort', end, { once: true });
    while (!signal.aborted) {
      if (this.readers.size === 0) await new Promise<void>((resolve) => (this.wake = resolve));
      else await this.fetch(signal);
    }
  }

  private async fetch(signal: AbortSignal): Promise<void> {
    const from: Cut = Object.fromEntries(
      [...this.readers].map(([one, reader]) => [one, reader.from]),
    );
    try {
      const chunks = await this.log.fetch(from, { ...limits, signal });
      for (const chunk of chunks) {
        if (chunk.next > chunk.from) this.readers.get(chunk.partition)?.resolve(chunk);
      }
    } catch (error) {
      const partition = error instanceof LogFaultError ? error.fault.partition : undefined;
      const reader = partition === undefined ? undefined : this.readers.get(partition);
      if (!reader) throw error;
      reader.reject(error);
    }
  }
}
