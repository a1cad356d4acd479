/** What would become of one name. */
export type Verdict = 'ready' | 'refused' | 'nothing_to_do' | 'repeated' | 'not_found';

/** A line of the writer's answer. */
export type VerdictLine = {
  readonly said: string;
  readonly userId: string | null;
  readonly username: string | null;
  readonly verdict: Verdict;
  readonly code: string | null;
  readonly text: string | null;
};

/** A name of the form with its verdict; null while it is being looked up. */
export type DryRunRow = {
  /** Its place in the form. */
  readonly at: number;
  readonly said: string;
  readonly line: VerdictLine | null;
};

/** What the list of a dry run can be narrowed to. */
export const dryRunFilters = [
  'all',
  'trouble',
  'ready',
  'refused',
  'nothing_to_do',
  'repeated',
  'not_found',
] as const;

/** One of the filters. */
export type DryRunFilter = (typeof dryRunFilters)[number];

/** Joins the names of a form with the newest answer: line by line where it is of this very list, else by name. */
export function dryRunRows(
  who: readonly string[],
  lines: readonly VerdictLine[],
  isFresh: boolean,
): DryRunRow[] {
  if (isFresh) return who.map((said, at) => ({ at, said, line: lines[at] ?? null }));
  const known = new Map<string, VerdictLine>();
  for (const line of lines) if (!known.has(line.said)) known.set(line.said, line);
  return who.map((said, at) => ({ at, said, line: known.get(said) ?? null }));
}

/** The rows a filter shows; one that is still being looked up is no trouble. */
export function filterDryRun(rows: readonly DryRunRow[], filter: DryRunFilter): DryRunRow[] {
  if (filter === 'all') return [...rows];
  return rows.filter(({ line }) => line !== null && fits(line.verdict, filter));
}

/** How many rows each filter shows. */
export function countDryRun(rows: readonly DryRunRow[]): Readonly<Record<DryRunFilter, number>> {
  const counts = Object.fromEntries(dryRunFilters.map((name) => [name, 0])) as Record<
    DryRunFilter,
    number
  >;
  counts.all = rows.length;
  for (const { line } of rows) {
    if (line === null) continue;
    counts[line.verdict] += 1;
    if (line.verdict !== 'ready') counts.trouble += 1;
  }
  return counts;
}

function fits(verdict: Verdict, filter: DryRunFilter): boolean {
  return filter === 'trouble' ? verdict !== 'ready' : verdict === filter;
}
