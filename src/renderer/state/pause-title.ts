import type { StatusAnswer } from '../../shared/contract/log.ts';

type Paused = NonNullable<StatusAnswer['paused']>;

/** What a pause is called: one that names partitions concerns them alone, and the rest is read on. */
export function pauseTitle({ data }: Paused): string {
  const held = heldPartitions(data);
  if (held.length === 0) return 'Reading stands still';
  const [one] = held;
  return held.length === 1
    ? `Partition ${one} cannot be read, the others are`
    : `${held.length} partitions cannot be read, the others are`;
}

function heldPartitions(data: unknown): readonly unknown[] {
  if (typeof data !== 'object' || data === null || !('partitions' in data)) return [];
  return Array.isArray(data.partitions) ? data.partitions : [];
}
