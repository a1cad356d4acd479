import type { Cut } from '../../../shared/log/cut.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import { compareTicks, type Tick } from '../../../shared/log/tick.ts';
import { offsetOfPlace, toPlace } from '../place.ts';
import { columnsBelow, columnsOf, columnsThrough } from './event-columns.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';

/** The cut of the records whose tau is at most `time` (ms). */
export function cutOfTime(snapshot: Snapshot, time: number): Cut {
  return cutBefore(snapshot, { tau: time + 1, place: 0 });
}

/** The cut of a tick: the records up to and including it in scrub order. */
export function cutOfTick(snapshot: Snapshot, { tau, partition, offset }: Tick): Cut {
  return cutBefore(snapshot, { tau, place: toPlace(partition, offset) + 1 });
}

/** The cut just below a tick: the records before it in scrub order. */
export function cutBelowTick(snapshot: Snapshot, { tau, partition, offset }: Tick): Cut {
  return cutBefore(snapshot, { tau, place: toPlace(partition, offset) });
}

/** The cut of the records that stand before a point of scrub order, whether or not a record stands there. */
export function cutBefore(snapshot: Snapshot, point: ScrubPoint): Cut {
  return cutOf(snapshot, ({ partition, start, recordNext, tau }) => {
    if (tau < point.tau) return recordNext;
    const columns = columnsThrough(snapshot, partition, point.tau);
    return nextOfRow(columns, columns.rowFromPoint(point.tau, point.place), start);
  });
}

/** The cut that holds nothing. */
export function emptyCut(snapshot: Snapshot): Cut {
  return cutOf(snapshot, ({ start }) => start);
}

/** The same state in canonical form: per partition one past the last record below it, else the first offset read. */
export function canonicalCut(snapshot: Snapshot, cut: Cut): Cut {
  return cutOf(snapshot, (facts) => {
    const { partition, start, recordNext } = facts;
    const next = cut[partition] ?? start;
    if (next === start || next >= recordNext) return next === start ? start : recordNext;
    const place = toPlace(partition, next);
    const columns = columnsBelow(snapshot, place);
    return nextOfRow(columns, columns.rowFrom(place), start);
  });
}

/** The last record at or below (partition, offset), or null. */
export function recordAtOrBelow(
  snapshot: Snapshot,
  { partition, start, recordNext, tau }: PartitionFacts,
  offset: number,
): Tick | null {
  if (offset < start || recordNext === start) return null;
  // The last record of all is known without the columns.
  if (offset >= recordNext - 1) return { tau, partition, offset: (recordNext - 1) as Offset };
  const end = toPlace(partition, offset) + 1;
  const columns = columnsBelow(snapshot, end);
  return tickOfRow(columns, columns.rowFrom(end) - 1);
}

/** The last record below a cut in scrub order, or null for the empty cut. */
export function lastTickBelow(snapshot: Snapshot, cut: Cut): Tick | null {
  const ticks = [...partitionsRead(snapshot).values()].map((facts) =>
    recordAtOrBelow(snapshot, facts, (cut[facts.partition] ?? facts.start) - 1),
  );
  return extreme(ticks, 1);
}

/** The first record in scrub order that is not below a cut, or null at head. */
export function firstTickNotBelow(snapshot: Snapshot, cut: Cut): Tick | null {
  const ticks = [...partitionsRead(snapshot).values()].map(({ partition, start, recordNext }) => {
    const next = cut[partition] ?? start;
    if (next >= recordNext) return null;
    const columns = columnsOf(snapshot, partition);
    return tickOfRow(columns, columns.rowFrom(toPlace(partition, next)));
  });
  return extreme(ticks, -1);
}

function extreme(ticks: readonly (Tick | null)[], sign: 1 | -1): Tick | null {
  let found: Tick | null = null;
  for (const tick of ticks) {
    if (tick && (!found || compareTicks(tick, found) * sign > 0)) found = tick;
  }
  return found;
}

function tickOfRow(columns: PartitionColumns, row: number): Tick | null {
  if (row < 0 || row >= columns.length) return null;
  const { partition } = columns;
  return {
    tau: columns.tau[row] as number,
    partition,
    offset: offsetOfPlace(columns.placeAt(row)),
  };
}

/** One past the record before a row; `start` where there is none. */
function nextOfRow(columns: PartitionColumns, row: number, start: Offset): Offset {
  return row === 0 ? start : ((offsetOfPlace(columns.placeAt(row - 1)) + 1) as Offset);
}

function cutOf(snapshot: Snapshot, next: (facts: PartitionFacts) => Offset): Cut {
  const cut: { [partition: number]: Offset } = {};
  for (const facts of partitionsRead(snapshot).values()) cut[facts.partition] = next(facts);
  return cut;
}
