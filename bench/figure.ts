/** One figure of a bench run. */
export type Figure = {
  readonly name: string;
  readonly p50: number;
  readonly p99: number;
  readonly unit: string;
  /** Our throughput by that of `against` in the same run; 1 is as fast. */
  readonly ratio: number;
  readonly against: string;
  /** How many measurements the percentiles are taken from. */
  readonly repeats: number;
};

/** What is measured and what it is measured against, each as a list of samples in the same unit (less is better). */
export type Samples = {
  readonly name: string;
  readonly unit: string;
  readonly ours: readonly number[];
  readonly against: { readonly name: string; readonly samples: readonly number[] };
};

/** Prints a figure as one line of JSON on standard output. */
export function printFigure({ name, unit, ours, against }: Samples): void {
  const figure: Figure = {
    name,
    p50: rounded(percentile(ours, 0.5)),
    p99: rounded(percentile(ours, 0.99)),
    unit,
    ratio: rounded(percentile(against.samples, 0.5) / percentile(ours, 0.5)),
    against: against.name,
    repeats: ours.length,
  };
  process.stdout.write(`${JSON.stringify(figure)}\n`);
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
