import { create } from 'zustand';
import type { CutAnswer, Exactness } from '../../shared/contract/answer.ts';
import type { StatusAnswer } from '../../shared/contract/log.ts';
import type { ShownFault } from '../rpc/fault-of.ts';

/** A position that became a cut. */
export type Resolved = {
  /** The position as it was said. */
  readonly at: string;
  /** Every pane asks at this token. */
  readonly token: string;
  readonly partitions: CutAnswer['partitions'];
  readonly exactness: Exactness;
  /** The last record below the cut, tau in ms since 1970; null for the empty cut. */
  readonly last: {
    readonly tau: number;
    readonly partition: number;
    readonly offset: number;
  } | null;
  readonly isHead: boolean;
  readonly laterEvents: number;
};

type Playhead = {
  /** The newest position that became a cut; null until the first did. */
  readonly resolved: Resolved | null;
  /** Why the position asked for has no cut; null where it has one. */
  readonly fault: ShownFault | null;
  /** What the log says of itself; null until it did. */
  readonly status: StatusAnswer | null;
  /** The newest head the log told of. */
  readonly head: CutAnswer | null;
  /** Record time of the newest record, ms since 1970. */
  readonly headTau: number | null;
};

/** What the playhead resolved to, and what the log says of itself. */
export const usePlayheadStore = create<Playhead>(() => ({
  resolved: null,
  fault: null,
  status: null,
  head: null,
  headTau: null,
}));

/**
 * The cut every pane of the window asks at. Only for what stands inside the shell's slots: there a
 * first position has always resolved.
 */
export function usePlayhead(): Resolved & { readonly live: boolean } {
  const resolved = usePlayheadStore((state) => state.resolved);
  if (!resolved) throw new Error('No position has resolved yet.');
  return { ...resolved, live: resolved.at === 'head' };
}
