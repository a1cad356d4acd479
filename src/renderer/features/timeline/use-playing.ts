import { useEffect } from 'react';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { goLive, moveTo, rest, useWhere } from '../../state/window-store.ts';
import { type Speed, speeds } from './speeds.ts';
import { stepOnce } from './step-playhead.ts';
import { pause, useTimeline } from './timeline-store.ts';
import { playheadTimeNow } from './use-playhead-time.ts';

const leastTurnMs = 50;
const longestWaitMs = 2000;

/** Moves the playhead while the transport plays; call once. */
export function usePlaying(): void {
  const direction = useTimeline((state) => state.direction);
  const speed = speeds[useTimeline((state) => state.speed)];
  useEffect(() => {
    if (direction === 0 || !speed) return;
    const stopped = new AbortController();
    void play(speed, direction, stopped.signal);
    return () => {
      stopped.abort();
      rest();
    };
  }, [direction, speed]);
}

async function play(speed: Speed, direction: -1 | 1, signal: AbortSignal): Promise<void> {
  let turnBegan = performance.now() - leastTurnMs;
  while (!signal.aborted) {
    const now = performance.now();
    const elapsed = now - turnBegan;
    turnBegan = now;
    const goesOn =
      speed.kind === 'changes'
        ? await playChanges(speed.perSecond, elapsed, direction)
        : playTime(speed.msPerSecond * (elapsed / 1000) * direction);
    if (signal.aborted) return;
    if (!goesOn) return pause();
    await shown(signal);
    const turn = speed.kind === 'changes' ? Math.max(leastTurnMs, 1000 / speed.perSecond) : 0;
    await wait(Math.max(16, turn - (performance.now() - turnBegan)));
  }
}

async function playChanges(
  perSecond: number,
  elapsed: number,
  direction: -1 | 1,
): Promise<boolean> {
  const by = Math.max(1, Math.round((perSecond * Math.min(elapsed, 1000)) / 1000));
  const moved = await stepOnce(by * direction);
  return moved === by && useWhere.getState().at !== 'head';
}

function playTime(ms: number): boolean {
  const { extent } = useTimeline.getState();
  const from = playheadTimeNow();
  if (!extent || from === null) return false;
  const next = Math.round(from + ms);
  if (next >= extent.to) {
    goLive();
    return false;
  }
  moveTo(new Date(Math.max(next, extent.from)).toISOString());
  return next > extent.from;
}

// The next turn waits for the picture of this one: a slow machine plays slower, not blindly.
async function shown(signal: AbortSignal): Promise<void> {
  const { at } = useWhere.getState();
  const began = performance.now();
  while (!signal.aborted && performance.now() - began < longestWaitMs) {
    if (usePlayheadStore.getState().resolved?.at === at) return;
    await wait(8);
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((settle) => setTimeout(settle, ms));
}
