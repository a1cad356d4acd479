import { type ChainRow, RangeChain, rangeOffsets } from '../store/chain/range-chain.ts';
import type { Checkpoint } from '../store/write/checkpoints.ts';
import type { Store } from '../store/write/open-store.ts';
import type { Flaw } from './flaw.ts';
import { runOfRecords } from './run-of-records.ts';

/** Computes a partition's hash chain again; gives the number of its finished ranges. */
export function verifyChain(store: Store, checkpoint: Checkpoint, flaws: Flaw[]): number {
  const { partition, start, next } = checkpoint;
  const stored = store.audit.chain(partition);
  const identity = store.identity() ?? '';
  let at = 0;
  const compare = (finished: readonly ChainRow[]) => {
    for (const each of finished) {
      const ours = stored[at++];
      if (ours && sameRange(ours, each)) continue;
      const text = `The records of partition ${partition}, range ${each.range}, are not those that were read: their digest or link differs.`;
      flaws.push({ code: 'chain_broken', partition, text });
    }
  };
  const chain = new RangeChain({ identity, partition, start }, null);
  for (let from: number = start; from < next; from += rangeOffsets) {
    const until = Math.min(next, from + rangeOffsets);
    compare(chain.add(runOfRecords(store.records.range(partition, from, until))));
  }
  compare(chain.reach(next));
  if (at < stored.length) {
    const text = `Partition ${partition} has ${stored.length} finished ranges in its chain, but records for ${at}.`;
    flaws.push({ code: 'chain_broken', partition, text });
  }
  return at;
}

function sameRange(a: ChainRow, b: ChainRow): boolean {
  return (
    a.range === b.range &&
    a.records === b.records &&
    Buffer.compare(a.digest, b.digest) === 0 &&
    Buffer.compare(a.link, b.link) === 0
  );
}
