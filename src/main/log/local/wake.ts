/** Wakes those who wait for something to be appended. */
export class Wake {
  readonly #waiting = new Set<() => void>();

  all(): void {
    for (const wake of this.#waiting) wake();
  }

  /** Resolves when woken, after so many ms, or when the signal aborts. */
  wait(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal.aborted || ms <= 0) return resolve();
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#waiting.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
