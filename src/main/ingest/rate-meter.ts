type Sample = { readonly at: number; readonly count: number };

const windowMs = 3000;

/** Measures how fast a count grows, over the last three seconds. */
export class RateMeter {
  #samples: Sample[] = [];

  sample(count: number, at = performance.now()): void {
    this.#samples.push({ at, count });
    const fresh = this.#samples.findIndex((sample) => sample.at >= at - windowMs);
    // One older sample stays, so that there are two whenever anything moved at all.
    if (fresh > 1) this.#samples.splice(0, fresh - 1);
  }

  /** Per second; 0 until it was sampled twice. */
  rate(): number {
    const [first, last] = [this.#samples[0], this.#samples.at(-1)];
    if (!first || !last || last.at <= first.at) return 0;
    return ((last.count - first.count) * 1000) / (last.at - first.at);
  }
}
