const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const ladder = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500],
  ...[1, 2, 5, 10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 3, 7, 14, 28].map((count) => count * day),
];

/**
 * The narrowest step of the ladder (ms) with which at most `most` buckets, aligned to multiples of
 * it since 1970, cover [from, to) in ms. Past 28 days steps double.
 */
export function bucketWidth(from: number, to: number, most: number): number {
  const covers = (width: number) => bucketsBetween(from, to, width) <= most;
  let width = ladder.find(covers) ?? 56 * day;
  while (!covers(width)) width *= 2;
  return width;
}

/** How many aligned buckets of `width` it takes to cover [from, to). */
export function bucketsBetween(from: number, to: number, width: number): number {
  return to <= from ? 0 : Math.floor((to - 1) / width) - Math.floor(from / width) + 1;
}
