const units: readonly [ms: number, one: string, many: string][] = [
  [365.25 * 86_400_000, 'year', 'years'],
  [30.4375 * 86_400_000, 'month', 'months'],
  [86_400_000, 'day', 'days'],
  [3_600_000, 'hour', 'hours'],
  [60_000, 'minute', 'minutes'],
  [1000, 'second', 'seconds'],
];

/** Writes a span of milliseconds in its two largest units: "8 months 11 days". */
export function formatSpan(ms: number): string {
  const size = Math.abs(ms);
  const first = units.findIndex(([unit]) => size >= unit);
  if (first < 0) return `${Math.round(size)} ms`;
  const said: string[] = [];
  let left = size;
  for (const [unit, one, many] of units.slice(first, first + 2)) {
    const count = Math.floor(left / unit);
    left -= count * unit;
    if (count > 0) said.push(`${count} ${count === 1 ? one : many}`);
  }
  return said.join(' ');
}
