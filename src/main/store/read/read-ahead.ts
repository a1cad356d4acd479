import { setImmediate as nextTurn } from 'node:timers/promises';
import { readSomeColumns, readSomeUserRows } from './event-columns.ts';
import { readSomeIdentities } from './identities.ts';
import { type Loader, loadBeside } from './load-beside.ts';
import { partitionsRead } from './partitions.ts';
import { readSomeAssignments } from './read-assignments.ts';
import { readSomeUsers } from './read-user-index.ts';
import { readSomeTexts } from './read-user-texts.ts';
import { readSomeRoles } from './role-at-cut.ts';
import type { Reader, Snapshot } from './snapshot.ts';

/** Reading ahead what questions over everything go through. */
export type ReadAhead = {
  /** Resolves once everything that was read of the log is in memory; rejects where the model cannot be read. */
  readonly whole: Promise<void>;
  stop(): void;
};

/** Records of about so many segments are unpacked between two questions: some 10 ms. */
const segmentsAtOnce = 16;

/**
 * Begins at once, a slice at a time, so that questions which need little are answered meanwhile.
 * With a `loader` some of it is read by a thread beside it where there are many records.
 */
export function readAhead(reader: Reader, loader?: Loader): ReadAhead {
  let isStopped = false;
  const through = async (readSome: (snapshot: Snapshot) => boolean) => {
    while (!isStopped && !reader.withSnapshot(readSome)) await nextTurn();
  };
  const beside = loader && isWorthwhile(reader, loader) ? loadBeside(reader, loader) : null;
  const read = async () => {
    await through(readSomeUsers);
    await beside?.columns;
    await through((snapshot) => readSomeColumns(snapshot, segmentsAtOnce));
    await through(readSomeUserRows);
    await through(readSomeAssignments);
    await through(readSomeRoles);
    await through(readSomeIdentities);
    await beside?.ended;
    await through(readSomeTexts);
  };
  const whole = nextTurn().then(read);
  // Whoever waits for it hears of a failure; where nobody does, the next question says it.
  whole.catch(() => undefined);
  return {
    whole,
    stop: () => {
      isStopped = true;
      beside?.stop();
    },
  };
}

function isWorthwhile(reader: Reader, { worthwhile = 200_000 }: Loader): boolean {
  let records = 0;
  const facts = reader.withSnapshot(partitionsRead);
  for (const { start, recordNext } of facts.values()) records += recordNext - start;
  return records >= worthwhile;
}
