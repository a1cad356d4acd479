/**
 * Runs one job at a time and keeps only the newest request that came meanwhile: what a dragged
 * playhead needs, so that answers keep coming however fast the requests do. A job that fails has
 * to say so itself: its rejection is dropped.
 */
export function createLatestRunner<Input>(
  run: (input: Input) => Promise<void>,
): (input: Input) => void {
  let busy = false;
  let waiting: { input: Input } | null = null;
  const start = async (input: Input): Promise<void> => {
    busy = true;
    await run(input).catch(() => undefined);
    busy = false;
    const next = waiting;
    waiting = null;
    if (next) void start(next.input);
  };
  return (input) => {
    if (busy) waiting = { input };
    else void start(input);
  };
}
