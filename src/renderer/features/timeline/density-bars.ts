import type { EventType } from '../../../shared/domain/events.ts';
import { countKinds, type Kind } from './kinds.ts';

/** One bar of the density: half-open from `from`, `bucketMs` long. */
export type DensityBar = { readonly [Name in Kind]: number } & {
  readonly from: number;
  /** Its middle: where the chart draws it. */
  readonly middle: number;
  readonly problems: number;
};

/** The density as the chart draws it. */
export type Density = { readonly bars: readonly DensityBar[]; readonly bucketMs: number };

type Answer = {
  readonly bucketMs: number;
  readonly buckets: readonly {
    readonly at: string;
    readonly counts: { readonly [Type in EventType]?: number };
    readonly problems: number;
  }[];
};

const pxPerBar = 5;
const mostBuckets = 400;

/** How many buckets a chart so wide asks for. */
export function bucketsFor(width: number): number {
  return Math.max(1, Math.min(mostBuckets, Math.floor(width / pxPerBar)));
}

/** Turns the answer about density into bars. */
export function densityOf({ bucketMs, buckets }: Answer): Density {
  const bars = buckets.map(({ at, counts, problems }) => {
    const from = Date.parse(at);
    return { ...countKinds(counts), from, middle: from + bucketMs / 2, problems };
  });
  return { bars, bucketMs };
}

/** All events of a bar. */
function heightOf(bar: DensityBar): number {
  return bar.signIns + bar.people + bar.roles;
}

/** How high the scale goes, in events, and the bars that rise above it. */
export type Scale = { readonly top: number; readonly taller: readonly DensityBar[] };

// A first import of everybody would press two years of days flat: such bars are cut, marked and told.
const tallShare = 0.03;
const tallTimes = 2.5;
const leastBarsToCut = 20;

/** The scale of the bars in sight: a round number above all of them but the few that dwarf the rest. */
export function scaleOf(bars: readonly DensityBar[]): Scale {
  const heights = bars.map(heightOf).sort((a, b) => b - a);
  const highest = heights[0] ?? 1;
  const usual = heights[Math.ceil(heights.length * tallShare)] ?? highest;
  const limit = usual * tallTimes;
  const isCut = heights.length >= leastBarsToCut && usual > 0 && highest > limit;
  const top = roundUp(isCut ? (heights.find((height) => height <= limit) ?? usual) : highest);
  return { top, taller: bars.filter((bar) => heightOf(bar) > top) };
}

function roundUp(count: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, count)));
  const digit = roundDigits.find((candidate) => candidate * power >= count) ?? 10;
  return Math.max(1, Math.ceil(digit * power));
}

const roundDigits = [1, 1.2, 1.5, 2, 2.5, 3, 3.5, 4, 5, 6, 8, 10];

/** The bar a time falls into, by binary search; null between bars. */
export function barAt({ bars, bucketMs }: Density, time: number): DensityBar | null {
  let low = 0;
  let high = bars.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const bar = bars[middle] as DensityBar;
    if (time < bar.from) high = middle - 1;
    else if (time >= bar.from + bucketMs) low = middle + 1;
    else return bar;
  }
  return null;
}

const spans: readonly [ms: number, name: string][] = [
  [7 * 86_400_000, 'week'],
  [86_400_000, 'day'],
  [3_600_000, 'hour'],
  [60_000, 'minute'],
  [1000, 'second'],
  [1, 'ms'],
];

/** The length of a bucket in words: "day", "4 hours". */
export function bucketWords(bucketMs: number): string {
  for (const [ms, name] of spans) {
    if (bucketMs % ms !== 0) continue;
    const count = bucketMs / ms;
    if (count === 1) return name;
    return `${count} ${name === 'ms' ? name : `${name}s`}`;
  }
  return `${bucketMs} ms`;
}
