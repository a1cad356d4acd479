import type { CutAnswer } from '../../../shared/contract/answer.ts';
import type { Entry } from '../../../shared/contract/entries.ts';

// So many entries below the cut fill what is seen of the list.
const enoughPast = 10;

/** What is loaded of a history: read at one cut, it serves every earlier cut it still holds the events around. */
export type HistoryWindow = {
  /** Entries up to the cut it was read at, newest first. */
  readonly entries: readonly Entry[];
  /** Entries just after that cut, newest first. */
  readonly later: readonly Entry[];
  /** Entries up to that cut in all, and after it. */
  readonly total: number;
  readonly laterTotal: number;
  /** True where older entries can be loaded. */
  readonly hasMore: boolean;
};

/** A history seen from a cut. */
export type HistoryView = {
  /** Still to come, newest first. */
  readonly ahead: readonly Entry[];
  /** Up to the cut, newest first: the first is the latest that happened. */
  readonly past: readonly Entry[];
  readonly pastTotal: number;
  readonly aheadTotal: number;
};

/** Splits a window at a cut no later than the one it was read at. */
export function seeFrom(window: HistoryWindow, cut: CutAnswer['partitions']): HistoryView {
  const all = [...window.later, ...window.entries];
  const past = all.filter((entry) => isPast(entry, cut));
  const passed = window.entries.filter((entry) => !isPast(entry, cut)).length;
  return {
    ahead: all.filter((entry) => !isPast(entry, cut)),
    past,
    pastTotal: window.total - passed,
    aheadTotal: window.laterTotal + passed,
  };
}

/** True where the window, read at `readAt`, shows what lies around `cut` too: nothing has to be read anew. */
export function serves(
  window: HistoryWindow,
  readAt: CutAnswer['partitions'],
  cut: CutAnswer['partitions'],
): boolean {
  const isEarlier = Object.entries(cut).every(([p, next]) => next <= (readAt[p] ?? -1));
  if (!isEarlier) return false;
  const past = window.entries.filter((entry) => isPast(entry, cut)).length;
  return past >= enoughPast || (!window.hasMore && past > 0);
}

function isPast({ partition, offset }: Entry, cut: CutAnswer['partitions']): boolean {
  return offset < (cut[String(partition)] ?? 0);
}
