import type { Cut } from '../../shared/log/cut.ts';
import type { Offset } from '../../shared/log/offset.ts';
import { type LogChunk, type LogFault, LogFaultError } from '../log/log-port.ts';
import type { IngestPause } from './ingest-state.ts';

type Held = {
  readonly fault: LogFault;
  readonly waitMs: number;
  /** When it is tried again; infinite where a person is needed. */
  readonly triesAt: number;
};

/** How long a partition rests after its first fault, and at most, in ms. */
export type HoldWaits = { readonly firstPauseMs: number; readonly longestPauseMs: number };

// Faults of where the log begins, ends, or who it is are questions for the lineage check.
const ofOnePartition: ReadonlySet<LogFault['code']> = new Set([
  'unsupported_codec',
  'unsupported_format',
  'log_damaged',
  'log_out_of_reach',
]);
// A log tells of a partition that stays silent within 20 s: after longer than that it is well again.
const wellAfterMs = 30_000;

/** Partitions that cannot be read on while the others can: left out for a while, or until a person helps. */
export class HeldPartitions {
  readonly #held = new Map<number, Held>();
  readonly #waits: HoldWaits;
  readonly #now: () => number;

  /** `now` tells milliseconds that never go back. */
  constructor(waits: HoldWaits, now: () => number = () => performance.now()) {
    this.#waits = waits;
    this.#now = now;
  }

  /** Takes in what was thrown; false where that does not concern one partition alone. */
  hold(thrown: unknown): boolean {
    const fault = faultOfOnePartition(thrown);
    if (!fault) return false;
    const { partition, fatal } = fault;
    const { firstPauseMs, longestPauseMs } = this.#waits;
    const before = this.#held.get(partition)?.waitMs;
    const waitMs = before ? Math.min(before * 2, longestPauseMs) : firstPauseMs;
    const triesAt = fatal ? Number.POSITIVE_INFINITY : this.#now() + waitMs;
    this.#held.set(partition, { fault, waitMs, triesAt });
    return true;
  }

  /** The cut without the partitions that rest. */
  readable(cut: Cut): Cut {
    const now = this.#now();
    const readable: { [partition: number]: Offset } = { ...cut };
    for (const [partition, { triesAt }] of this.#held) {
      if (now < triesAt) delete readable[partition];
    }
    return readable;
  }

  /** What came of a partition shows that it is well again. */
  answered(chunks: readonly LogChunk[]): void {
    for (const { partition } of chunks) this.#held.delete(partition);
  }

  /** Reading begins anew: every partition is tried. */
  clear(): void {
    this.#held.clear();
  }

  /** Why partitions are left out; null while none is. */
  reason(): IngestPause | null {
    const now = this.#now();
    for (const [partition, { triesAt }] of this.#held) {
      if (now > triesAt + wellAfterMs) this.#held.delete(partition);
    }
    return this.#pauseOf([...this.#held.keys()].sort((a, b) => a - b));
  }

  /** Why reading will not come past the cut without a person; null where it may. */
  barrier(cut: Cut, next: Cut): IngestPause | null {
    const behind = [...this.#held]
      .filter(([partition, { fault }]) => fault.fatal && isBehind(next, cut, partition))
      .map(([partition]) => partition);
    return this.#pauseOf(behind);
  }

  #pauseOf(partitions: readonly number[]): IngestPause | null {
    const [partition] = partitions;
    const found = partition === undefined ? undefined : this.#held.get(partition);
    if (!found) return null;
    const { code, text, fatal } = found.fault;
    const others =
      partitions.length > 1
        ? `${partitions.length} partitions wait like this; the others are read on.`
        : 'The other partitions are read on.';
    return { code, text: `${text} ${others}`, fatal, data: { partition, partitions } };
  }
}

/** The fault, where one partition alone cannot be read; null for whatever else was thrown. */
export function faultOfOnePartition(
  thrown: unknown,
): (LogFault & { readonly partition: number }) | null {
  if (!(thrown instanceof LogFaultError)) return null;
  const { fault } = thrown;
  const { partition, code } = fault;
  return partition !== undefined && ofOnePartition.has(code) ? { ...fault, partition } : null;
}

function isBehind(next: Cut, cut: Cut, partition: number): boolean {
  return (next[partition] ?? 0) < (cut[partition] ?? 0);
}
