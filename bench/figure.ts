/** One figure of a bench run. */
export type Figure = {
  readonly name: string;
  /** How many events the log had. */
  readonly events: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly unit: string;
  /** What it is measured against by what it is, in the same run; above 1 is better. Null where it stands alone. */
  readonly ratio: number | null;
  readonly against: string | null;
  /** What is promised of it, and whether this run kept that; null where nothing is. */
  readonly goal: string | null;
  readonly met: boolean | null;
  /** How many measurements the percentiles are taken from. */
  readonly repeats: number;
};

/** What a figure must be: at most so much at a percentile (the 99th unless told), or a ratio of at least so much. */
export type Goal = { readonly atMost: number; readonly at?: 'p95' } | { readonly ratio: number };

/** What is measured, and what it is measured against: lists of samples in the same unit (less is better). */
export type Samples = {
  readonly name: string;
  readonly events: number;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly against?: { readonly name: string; readonly samples: readonly number[] };
  readonly goal?: Goal | undefined;
};

/** Prints a figure as one line of JSON on standard output. */
export function printFigure({ name, events, unit, ours, against, goal }: Samples): void {
  const [p50, p95, p99] = [percentile(ours, 0.5), percentile(ours, 0.95), percentile(ours, 0.99)];
  const ratio = against ? percentile(against.samples, 0.5) / p50 : null;
  const figure: Figure = {
    ...{ name, events, unit },
    p50: rounded(p50),
    p95: rounded(p95),
    p99: rounded(p99),
    ratio: ratio && rounded(ratio),
    against: against?.name ?? null,
    goal: goal ? said(goal, unit) : null,
    met: goal ? isMet(goal, { ratio, p95, p99 }) : null,
    repeats: ours.length,
  };
  process.stdout.write(`${JSON.stringify(figure)}\n`);
}

type Measured = { readonly ratio: number | null; readonly p95: number; readonly p99: number };

function isMet(goal: Goal, { ratio, ...measured }: Measured): boolean {
  if ('ratio' in goal) return (ratio ?? 0) >= goal.ratio;
  return measured[goal.at ?? 'p99'] <= goal.atMost;
}

function said(goal: Goal, unit: string): string {
  if ('ratio' in goal) return `ratio >= ${goal.ratio}`;
  return `<= ${goal.atMost} ${unit}${goal.at ? ` (${goal.at})` : ''}`;
}

/** Milliseconds that some work takes, waited for. */
export async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/** Milliseconds of each of so many runs of some work; the first tenth warms up and is not counted. */
export async function timedRuns(
  runs: number,
  work: (run: number) => unknown,
): Promise<readonly number[]> {
  const samples: number[] = [];
  const warmUp = Math.ceil(runs / 10);
  for (let run = 0; run < runs + warmUp; run++) {
    const ms = await timed(() => work(run));
    if (run >= warmUp) samples.push(ms);
  }
  return samples;
}

/** Progress and context for a person, on standard error. */
export function say(text: string): void {
  process.stderr.write(`${text}\n`);
}

function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
