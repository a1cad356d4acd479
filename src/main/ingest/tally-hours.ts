import type { TallyRow } from '../store/write/planned-batch.ts';

/** The tally's type of quarantined records and of anomalies nobody could expect. */
export const problemType = -1;

const hourMs = 3_600_000;

/** Counts events by hour of tau and type. */
export class HourTally {
  readonly #rows = new Map<number, TallyRow>();

  add(tau: number, type: number): void {
    const hour = Math.floor(tau / hourMs);
    const key = hour * 16 + type + 1;
    const row = this.#rows.get(key);
    if (row) row.n++;
    else this.#rows.set(key, { hour, type, n: 1 });
  }

  rows(): Iterable<TallyRow> {
    return this.#rows.values();
  }
}
