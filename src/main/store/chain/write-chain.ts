import type Database from 'better-sqlite3';
import type { RecordRun } from '../layout/record-run.ts';
import type { PartitionStep } from '../write/planned-batch.ts';
import { type ChainOrigin, RangeChain } from './range-chain.ts';
import { prepareUnfinished } from './unfinished-range.ts';

/** A chain, and the offset it has come to. */
type Standing = { readonly chain: RangeChain; readonly next: number };

/**
 * Prepares the hash chain of whoever writes; the function it gives takes a partition's step, with
 * the records it brought, inside the caller's transaction. Where it does not know the records
 * between the last finished range and the step (it is the first, another connection wrote in
 * between, or the transaction did not come to its end) they are read back.
 */
export function prepareChain(
  db: Database.Database,
): (step: PartitionStep, run: RecordRun | undefined) => void {
  const insert = db.prepare(
    'INSERT INTO chain (partition, range, records, digest, link) VALUES (?, ?, ?, ?, ?)',
  );
  const resume = prepareResume(db);
  const known = new Map<number, Standing>();
  return ({ partition, from, next }, run) => {
    if (from === next) return;
    const before = known.get(partition);
    const chain = before?.next === from ? before.chain : resume(partition, from);
    // Until all of the step is in it, it stands nowhere.
    known.delete(partition);
    for (const row of [...(run ? chain.add(run) : []), ...chain.reach(next)]) {
      insert.run(row.partition, row.range, row.records, row.digest, row.link);
    }
    known.set(partition, { chain, next });
  };
}

/** Takes a chain up at the offset up to which its partition was read. */
function prepareResume(db: Database.Database): (partition: number, next: number) => RangeChain {
  const origin = db.prepare<[number], ChainOrigin>(`SELECT value AS identity, partition, start
    FROM partition, meta WHERE partition = ? AND key = 'identity'`);
  const lastLink = db
    .prepare<[number], Buffer>(
      'SELECT link FROM chain WHERE partition = ? ORDER BY range DESC LIMIT 1',
    )
    .pluck();
  const unfinished = prepareUnfinished(db);
  return (partition, next) => {
    const begun = origin.get(partition);
    if (!begun) throw new Error(`Partition ${partition} was never begun.`);
    const chain = new RangeChain(begun, lastLink.get(partition) ?? null);
    for (const { run, from } of unfinished(partition, next)) chain.add(run, from);
    return chain;
  };
}
