import type { StatusAnswer } from '../../shared/contract/log.ts';

/** A class an offset can be of; each offset read is exactly one of them. */
type OffsetClassName = Exclude<keyof StatusAnswer['counts'], 'anomaly'>;

/** One line of the account: how many offsets are of this class. */
type AccountLine = {
  readonly name: OffsetClassName;
  readonly word: string;
  /** What it means. */
  readonly text: string;
  readonly count: number;
};

/** Every offset accounted for: the classes, their sum, and what was read. */
export type Account = {
  readonly lines: readonly AccountLine[];
  readonly sum: number;
  /** Offsets from the first read to the next one, over all partitions. */
  readonly read: number;
  readonly addsUp: boolean;
};

const classes: readonly [name: OffsetClassName, word: string, text: string][] = [
  ['event', 'events', 'decoded into one of the nine events, and folded'],
  ['duplicate', 'duplicates', 'delivered again: kept, not folded'],
  ['unknownType', 'other types', 'of an event type Playhead does not know'],
  ['tombstone', 'tombstones', 'a key without a value'],
  ['quarantined', 'quarantined', 'did not decode: the bytes are kept'],
  ['control', 'markers', 'of transactions: no records'],
  ['aborted', 'aborted', 'taken back by their producer'],
  ['gap', 'gaps', 'offsets the log no longer holds'],
];

/** Adds up what became of every offset read so far. */
export function accountOfOffsets({
  counts,
  partitions,
}: Pick<StatusAnswer, 'counts' | 'partitions'>): Account {
  const lines = classes.map(([name, word, text]) => ({ name, word, text, count: counts[name] }));
  const sum = lines.reduce((total, { count }) => total + count, 0);
  const read = Object.values(partitions).reduce(
    (total, { start, next }) => total + next - start,
    0,
  );
  return { lines, sum, read, addsUp: sum === read };
}
