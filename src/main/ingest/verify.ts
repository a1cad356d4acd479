import { PackedBytesError } from '../store/layout/pack-bytes.ts';
import type { Checkpoint } from '../store/write/checkpoints.ts';
import type { Store } from '../store/write/open-store.ts';
import type { Flaw } from './flaw.ts';
import { verifyChain } from './verify-chain.ts';
import { verifyCounts } from './verify-counts.ts';
import { verifyFold } from './verify-fold.ts';

/** What was looked at, and what was found wrong; no flaws: the read model is sound. */
export type Verification = {
  readonly offsets: number;
  readonly records: number;
  readonly ranges: number;
  readonly flaws: readonly Flaw[];
};

const mostFlaws = 100;

/**
 * Proves the read model against the records it stores: every offset is of exactly one class and
 * the counts add up, the hash chain gives the same digests and links again, and the temporal
 * tables hold what a fold of the records gives. Stops after 100 flaws. `onProgress` hears often which
 * part of all offsets was looked at, 0 to 1.
 */
export function verify(store: Store, onProgress = (_part: number) => {}): Verification {
  const flaws: Flaw[] = [];
  const changes = store.audit.userChanges();
  const total = { offsets: 0, records: 0, ranges: 0 };
  const checkpoints = store.checkpoints();
  const all = checkpoints.reduce((sum, { start, next }) => sum + next - start, 0);
  for (const checkpoint of checkpoints) {
    if (flaws.length >= mostFlaws) break;
    const before = total.offsets - checkpoint.start;
    const onOffset = (offset: number) => onProgress((before + offset) / all);
    total.offsets += checkpoint.next - checkpoint.start;
    orBroken(checkpoint, flaws, () => {
      total.records += verifyCounts(store, checkpoint, flaws);
      total.ranges += verifyChain(store, checkpoint, flaws);
      verifyFold(store, checkpoint, { flaws, changes, onOffset });
    });
  }
  return { ...total, flaws: flaws.slice(0, mostFlaws) };
}

/** Packed bytes that are not what was written do not unpack: that is a flaw, no trouble of the proof. */
function orBroken({ partition }: Checkpoint, flaws: Flaw[], work: () => void): void {
  try {
    work();
  } catch (thrown) {
    if (!(thrown instanceof PackedBytesError)) throw thrown;
    const text = `Stored records of partition ${partition} do not unpack: ${thrown.message}`;
    flaws.push({ code: 'chain_broken', partition, text });
  }
}
