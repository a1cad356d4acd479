import type { Cut } from '../../../shared/log/cut.ts';
import type { Offset } from '../../../shared/log/offset.ts';
import { compareTicks, type Tick } from '../../../shared/log/tick.ts';
import { offsetOfPlace, partitionOfPlace, toPlace } from '../place.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { ScrubPoint } from './scrub-point.ts';
import type { Snapshot } from './snapshot.ts';

type Spot = { place: number; tau: number };

const atOrAfter =
  'SELECT place, tau FROM record WHERE place >= ? AND place < ? ORDER BY place LIMIT 1';
const atOrBefore =
  'SELECT place, tau FROM record WHERE place <= ? AND place >= ? ORDER BY place DESC LIMIT 1';

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
  const facts = [...partitionsRead(snapshot).values()];
  const sought = facts.filter(({ tau }) => tau >= point.tau).length;
  const near = sought === 0 ? new Map<number, Offset>() : nextNear(snapshot, point, facts.length);
  return cutOf(snapshot, (read) => {
    if (read.tau < point.tau) return read.recordNext;
    return near.get(read.partition) ?? searchNext(snapshot, read, point);
  });
}

/** The cut that holds nothing. */
export function emptyCut(snapshot: Snapshot): Cut {
  return cutOf(snapshot, ({ start }) => start);
}

/** The same state in canonical form: per partition one past the last record below it, else the first offset read. */
export function canonicalCut(snapshot: Snapshot, cut: Cut): Cut {
  return cutOf(snapshot, (facts) => {
    const next = cut[facts.partition] ?? facts.start;
    if (next === facts.recordNext || next === facts.start) return next;
    return nextBelow(snapshot, facts, next);
  });
}

/** The last record at or below (partition, offset), or null. */
export function recordAtOrBelow(
  snapshot: Snapshot,
  facts: PartitionFacts,
  offset: number,
): Tick | null {
  const { partition, start } = facts;
  return toTick(
    snapshot.first<Spot>(atOrBefore, toPlace(partition, offset), toPlace(partition, start)),
    partition,
  );
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
    const range = [toPlace(partition, next), toPlace(partition, recordNext)] as const;
    return toTick(snapshot.first<Spot>(atOrAfter, ...range), partition);
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

function toTick(spot: Spot | undefined, partition: number): Tick | null {
  return spot ? { tau: spot.tau, partition, offset: offsetOfPlace(spot.place) } : null;
}

function cutOf(snapshot: Snapshot, next: (facts: PartitionFacts) => Offset): Cut {
  const cut: { [partition: number]: Offset } = {};
  for (const facts of partitionsRead(snapshot).values()) cut[facts.partition] = next(facts);
  return cut;
}

const walkBack = `SELECT place FROM record WHERE (tau, place) < (?, ?)
  ORDER BY tau DESC, place DESC LIMIT 400`;

/**
 * One past the last record before a point, for the partitions that have one among the 400 before
 * it. Nearly all have: reading on along one index costs far less than a search in each.
 */
function nextNear(snapshot: Snapshot, point: ScrubPoint, most: number): Map<number, Offset> {
  const near = new Map<number, Offset>();
  for (const [place] of snapshot.walk<[number]>(walkBack, point.tau, point.place)) {
    const partition = partitionOfPlace(place);
    if (!near.has(partition)) near.set(partition, (offsetOfPlace(place) + 1) as Offset);
    if (near.size === most) break;
  }
  return near;
}

/** The same by search. Scrub order sets lower partitions first where tau is equal. */
function searchNext(snapshot: Snapshot, facts: PartitionFacts, { tau, place }: ScrubPoint): Offset {
  const home = partitionOfPlace(place);
  if (facts.partition !== home) {
    return nextBelowTau(snapshot, facts, facts.partition < home ? tau + 1 : tau);
  }
  const smaller = nextBelowTau(snapshot, facts, tau);
  const equal = nextBelowTau(snapshot, facts, tau + 1);
  const lower = nextBelow(snapshot, facts, offsetOfPlace(place));
  return Math.min(Math.max(lower, smaller), equal) as Offset;
}

function nextBelow(snapshot: Snapshot, facts: PartitionFacts, offset: number): Offset {
  const last = recordAtOrBelow(snapshot, facts, offset - 1);
  return last ? ((last.offset + 1) as Offset) : facts.start;
}

/** One past the last record with a tau below `bound`: tau never falls within a partition, so strides that halve find it. */
function nextBelowTau(snapshot: Snapshot, facts: PartitionFacts, bound: number): Offset {
  const { partition, start, recordNext, tau } = facts;
  if (tau < bound) return recordNext;
  const end = toPlace(partition, recordNext);
  let last = start - 1;
  for (let stride = 2 ** Math.ceil(Math.log2(recordNext - last)); stride >= 1; stride /= 2) {
    const place = toPlace(partition, last + stride);
    if (place < end && tauFrom(snapshot, place, end) < bound) last += stride;
  }
  return (last + 1) as Offset;
}

/** Tau of the first record at or after a place; there is one before `end`. */
function tauFrom(snapshot: Snapshot, place: number, end: number): number {
  return (snapshot.first<Spot>(atOrAfter, place, end) as Spot).tau;
}
