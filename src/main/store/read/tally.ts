import { eventTypes } from '../../../shared/domain/events.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';

/** One hour in ms. */
export const hourMs = 3_600_000;

/** Counts of one hour: a number for each of the nine types, then the problems. */
export const tallyWidth = eventTypes.length + 1;

/** Events by hour of tau, over everything read. `counts` holds `tallyWidth` numbers an hour. */
export type Tally = {
  /** Hours since 1970 that hold anything, ascending. */
  readonly hours: readonly number[];
  readonly counts: Float64Array;
  /** How far each partition stood when this was read. */
  readonly readTo: ReadonlyMap<number, PartitionFacts>;
};

const memory: Memory<Tally> = { refresh: readTally };
const fromHour = 'SELECT hour, type, n FROM tally WHERE hour >= ? ORDER BY hour';

/** The tally of everything read; kept, and read on from the hours that can have changed. */
export function tallyOf(snapshot: Snapshot): Tally {
  return snapshot.kept(memory);
}

/** How many hours of the tally lie before `hour`. */
export function hoursBefore({ hours }: Tally, hour: number): number {
  let low = 0;
  let high = hours.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((hours[middle] as number) < hour) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Tau never falls within a partition: what came since stands at or after the tau each partition had. */
function readTally(snapshot: Snapshot, before: Tally | undefined): Tally {
  const readTo = partitionsRead(snapshot);
  const since = before ? firstChangedHour(readTo, before) : 0;
  const kept = before ? hoursBefore(before, since) : 0;
  const rows = snapshot.tuples<[number, number, number]>(fromHour, since);
  const hours = before ? before.hours.slice(0, kept) : [];
  for (const [hour] of rows) if (hours.at(-1) !== hour) hours.push(hour);
  const counts = new Float64Array(hours.length * tallyWidth);
  if (before) counts.set(before.counts.subarray(0, kept * tallyWidth));
  let at = kept;
  for (const [hour, type, n] of rows) {
    while (hours[at] !== hour) at++;
    counts[at * tallyWidth + (type < 0 ? tallyWidth - 1 : type)] = n;
  }
  return { hours, counts, readTo };
}

function firstChangedHour(now: Tally['readTo'], before: Tally): number {
  let tau = Number.MAX_SAFE_INTEGER;
  for (const { partition, recordNext } of now.values()) {
    const then = before.readTo.get(partition);
    if (then?.recordNext !== recordNext) tau = Math.min(tau, then?.tau ?? 0);
  }
  return Math.floor(tau / hourMs);
}
