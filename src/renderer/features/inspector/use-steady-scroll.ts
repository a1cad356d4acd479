import { type RefObject, useLayoutEffect, useRef } from 'react';

const rowsAbove = 3;
const rowPx = 30;

/**
 * Keeps a list still while its content changes around the playhead: a row in sight stays where it
 * is. Only where the playhead's row (`data-playhead`) is out of sight is it brought back, three
 * rows below the top. `change` says that the content did.
 */
export function useSteadyScroll(change: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  const places = useRef<ReadonlyMap<string, number>>(new Map());
  // biome-ignore lint/correctness/useExhaustiveDependencies: `change` is what this waits for.
  useLayoutEffect(() => {
    const box = list.current;
    if (!box) return;
    const remember = () => {
      places.current = placesOf(box);
    };
    // What stands above may grow or shrink a little later, when its own answer is there.
    const resized = new ResizeObserver(() => {
      holdStill(box, places.current);
      remember();
    });
    // To ask here where anything stands would lay the whole window out before it is drawn, and once
    // more for it; in its frame, nobody has seen it yet. Until then nothing else may be remembered.
    const frame = requestAnimationFrame(() => {
      holdStill(box, places.current);
      bringBack(box, places.current.size === 0);
      remember();
      resized.observe(box);
      document.addEventListener('scroll', remember, { passive: true, capture: true });
    });
    return () => {
      cancelAnimationFrame(frame);
      resized.disconnect();
      document.removeEventListener('scroll', remember, { capture: true });
    };
  }, [change]);
  return list;
}

function holdStill(box: HTMLElement, before: ReadonlyMap<string, number>): void {
  const { top } = box.getBoundingClientRect();
  for (const [key, at] of placesOf(box)) {
    const was = before.get(key);
    if (was === undefined || was < top || was > top + box.clientHeight) continue;
    box.scrollTop += at - was;
    return;
  }
}

function bringBack(box: HTMLElement, isFirst: boolean): void {
  const row = box.querySelector<HTMLElement>('[data-playhead="true"]');
  if (!row) return;
  const at = row.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (isFirst || at < 0 || at > box.clientHeight - rowPx) box.scrollTop += at - rowsAbove * rowPx;
}

// Rows and where they stand in the window, px: what stands above the list may have grown.
function placesOf(box: HTMLElement): Map<string, number> {
  const rows = box.querySelectorAll<HTMLElement>('[data-place]');
  return new Map(
    [...rows].map((row) => [row.dataset['place'] ?? '', row.getBoundingClientRect().top]),
  );
}
