import { type TimeWindow, xOf } from './time-scale.ts';

/** A dot of the lane: an event of the followed user. */
export type LaneDot = {
  readonly tau: number;
  readonly partition: number;
  readonly offset: number;
  readonly kind: 'people' | 'roles' | 'signIns' | 'problem';
};

/** A bar of the lane: for as long as a role was held. */
export type LaneBar = {
  readonly roleId: string;
  readonly name: string | null;
  readonly privileged: boolean;
  readonly fromTau: number;
  /** Null while held at head. */
  readonly toTau: number | null;
};

/** A bar with the row it is drawn in, 0 on top. */
export type PlacedBar = LaneBar & { readonly row: number };

const leastPxBetweenDots = 2;
const rank = { signIns: 0, people: 1, roles: 2, problem: 3 } as const;

/** The dots inside the window, at most one every two pixels: the weightiest kind stays. Dots come and go in scrub order. */
export function thinDots(dots: readonly LaneDot[], window: TimeWindow, width: number): LaneDot[] {
  const kept: LaneDot[] = [];
  let lastX = Number.NEGATIVE_INFINITY;
  for (const dot of dots) {
    if (dot.tau < window.from || dot.tau > window.to) continue;
    const x = xOf(window, width, dot.tau);
    const before = kept.at(-1);
    if (before === undefined || x - lastX >= leastPxBetweenDots) {
      kept.push(dot);
      lastX = x;
    } else if (rank[dot.kind] > rank[before.kind]) {
      kept[kept.length - 1] = dot;
    }
  }
  return kept;
}

/** Gives each bar the first row that is free for it; privileged bars are placed first. Past the last row, rows are shared. */
export function placeBars(bars: readonly LaneBar[], rows: number): PlacedBar[] {
  const taken: { from: number; to: number }[][] = Array.from({ length: rows }, () => []);
  const order = [...bars].sort(
    (a, b) => Number(b.privileged) - Number(a.privileged) || a.fromTau - b.fromTau,
  );
  return order.map((bar) => {
    const span = { from: bar.fromTau, to: bar.toTau ?? Number.POSITIVE_INFINITY };
    const free = taken.findIndex((row) =>
      row.every((other) => other.to <= span.from || other.from >= span.to),
    );
    const row = free < 0 ? rows - 1 : free;
    taken[row]?.push(span);
    return { ...bar, row };
  });
}
