/** Tells every listener what changed: the newest value at once, then each newer one, never faster than the interval. */
export type ChangeFeed<Value> = {
  /** Something changed: listeners are told, with what `measure` finds then. */
  touch(): void;
  /** Values until the signal aborts; a slow listener misses the ones between. */
  listen(signal: AbortSignal | undefined): AsyncGenerator<Value, void, void>;
};

/** Makes a feed; `measure` is called once a change, at most every `intervalMs`. */
export function openChangeFeed<Value>(measure: () => Value, intervalMs: number): ChangeFeed<Value> {
  const waiting = new Set<() => void>();
  let version = 0;
  let timer: NodeJS.Timeout | null = null;
  let lastTold = Number.NEGATIVE_INFINITY;
  let measured: { version: number; value: Value } | null = null;

  const tell = () => {
    timer = null;
    lastTold = performance.now();
    version++;
    const woken = [...waiting];
    waiting.clear();
    for (const wake of woken) wake();
  };
  const newest = (): Value => {
    if (measured?.version !== version) measured = { version, value: measure() };
    return measured.value;
  };
  const news = (signal: AbortSignal | undefined): Promise<void> =>
    new Promise((resolve) => {
      const wake = () => {
        signal?.removeEventListener('abort', wake);
        waiting.delete(wake);
        resolve();
      };
      waiting.add(wake);
      signal?.addEventListener('abort', wake, { once: true });
    });

  return {
    touch: () => {
      if (timer) return;
      timer = setTimeout(tell, Math.max(0, lastTold + intervalMs - performance.now()));
    },
    listen: async function* (signal) {
      let seen = -1;
      while (!signal?.aborted) {
        if (seen === version) await news(signal);
        if (signal?.aborted) return;
        seen = version;
        yield newest();
      }
    },
  };
}
