/** Which rows of a table are picked, by key; picking is another thing than opening one. */
export type Picking<Row> = {
  readonly picked: ReadonlySet<string>;
  readonly onPick: (picked: ReadonlySet<string>) => void;
  /** What a row is called, for screen readers. */
  readonly nameOf: (row: Row) => string;
};

/** Width of the column that picks, px. */
export const pickWidth = 28;

/** Picks a key, or takes it out. */
export function togglePicked(picked: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(picked);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** Picks every key from one place to another, both included, whichever comes first; what was picked stays. */
export function pickRange(
  picked: ReadonlySet<string>,
  keys: readonly string[],
  [from, to]: readonly [from: number, to: number],
): ReadonlySet<string> {
  return new Set([...picked, ...keys.slice(Math.min(from, to), Math.max(from, to) + 1)]);
}

/** Picks all of these keys, or takes all of them out where they were picked already. */
export function toggleAll(
  picked: ReadonlySet<string>,
  keys: readonly string[],
): ReadonlySet<string> {
  const areAll = keys.length > 0 && keys.every((key) => picked.has(key));
  if (!areAll) return new Set([...picked, ...keys]);
  const next = new Set(picked);
  for (const key of keys) next.delete(key);
  return next;
}
