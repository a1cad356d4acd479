import { setImmediate as nextTurn } from 'node:timers/promises';
import { readSomeColumns } from './event-columns.ts';
import { readSomeAssignments } from './read-assignments.ts';
import { readSomeUsers } from './read-user-index.ts';
import type { Reader } from './snapshot.ts';

/** Reading ahead what questions over everything go through. */
export type ReadAhead = {
  /** Resolves once everything that was read of the log is in memory; rejects where the model cannot be read. */
  readonly whole: Promise<void>;
  stop(): void;
};

/** Records of about so many segments are unpacked between two questions: some 10 ms. */
const segmentsAtOnce = 16;

/** Begins at once, a slice at a time, so that questions which need little are answered meanwhile. */
export function readAhead(reader: Reader): ReadAhead {
  let isStopped = false;
  const read = async () => {
    for (const readSome of [
      (snapshot: Parameters<typeof readSomeUsers>[0]) => readSomeColumns(snapshot, segmentsAtOnce),
      readSomeUsers,
      readSomeAssignments,
    ]) {
      while (!isStopped && !reader.withSnapshot(readSome)) await nextTurn();
    }
  };
  const whole = nextTurn().then(read);
  // Whoever waits for it hears of a failure; where nobody does, the next question says it.
  whole.catch(() => undefined);
  return {
    whole,
    stop: () => {
      isStopped = true;
    },
  };
}
