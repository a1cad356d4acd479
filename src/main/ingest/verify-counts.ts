import type { Checkpoint } from '../store/write/checkpoints.ts';
import type { Store } from '../store/write/open-store.ts';
import type { OffsetCounts } from '../store/write/planned-batch.ts';
import type { Flaw } from './flaw.ts';

/** Counts a partition's offsets again, by class; gives the number of its records. */
export function verifyCounts(store: Store, checkpoint: Checkpoint, flaws: Flaw[]): number {
  const { partition, start, next, counts } = checkpoint;
  const found = store.audit.counts(partition);
  for (const name of Object.keys(counts) as (keyof OffsetCounts)[]) {
    if (found.counts[name] === counts[name]) continue;
    const text = `Partition ${partition} says it has ${counts[name]} of "${name}", but ${found.counts[name]} are stored.`;
    flaws.push({ code: 'counts_differ', partition, text });
  }
  const { anomaly, ...classes } = found.counts;
  const sum = Object.values(classes).reduce((total, count) => total + count, 0);
  if (sum !== next - start) {
    const text = `Partition ${partition} was read from ${start} to ${next}, but ${sum} offsets are accounted for.`;
    flaws.push({ code: 'counts_differ', partition, text });
  }
  return found.records;
}
