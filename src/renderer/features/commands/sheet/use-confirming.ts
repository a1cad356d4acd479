import { useEffect, useState } from 'react';
import type { CommandRuns } from '../use-command-runs.ts';
import type { RuleLine } from './rule-lines.ts';
import type { SheetStart } from './sheet-parts.ts';
import type { RehearsalNow } from './use-rehearsal.ts';
import type { SheetBasis } from './use-sheet-basis.ts';
import type { SheetState } from './use-sheet-state.ts';

type Parts = {
  readonly state: SheetState;
  readonly runs: CommandRuns;
  readonly basis: SheetBasis;
  readonly start: SheetStart;
  readonly box: { readonly current: HTMLElement | null };
};

type Confirming = {
  readonly confirm: () => void;
  /** What was rehearsed when it was confirmed; null before. */
  readonly rehearsed: {
    readonly rehearsal: RehearsalNow;
    readonly lines: readonly RuleLine[];
  } | null;
};

/**
 * Sends the command once somebody confirmed it and the rules were checked for exactly what stands
 * in the form: a quick press waits for the answer, and never sends what was not rehearsed.
 */
export function useConfirming({ state, runs, basis, start, box }: Parts): Confirming {
  const [isWanted, setWanted] = useState(false);
  const [rehearsed, setRehearsed] = useState<Confirming['rehearsed']>(null);
  useEffect(() => {
    if (!isWanted || isStillAsking(state)) return;
    setWanted(false);
    if (state.blocked !== null) {
      state.live.touchAll();
      focusTrouble(box.current, state.lines);
      return;
    }
    const { order, rehearsal, lines, live } = state;
    setRehearsed({ rehearsal, lines });
    const [sentAs] = runs.start([order], basis.token, () => start.keeper.drop());
    start.keeper.keep(JSON.stringify({ seed: start.seed, sentAs, form: live.form }));
  });
  return { confirm: () => setWanted(true), rehearsed };
}

function isStillAsking({ off, lines, rehearsal }: SheetState): boolean {
  const hasOwnTrouble = lines.some(({ state, isOfState }) => state !== 'held' && !isOfState);
  if (off !== null || hasOwnTrouble || rehearsal.fault !== null) return false;
  return !rehearsal.isSettled;
}

function focusTrouble(box: HTMLElement | null, lines: readonly RuleLine[]): void {
  for (const { state, field } of lines) {
    const found =
      state === 'held' ? null : box?.querySelector<HTMLElement>(`[data-field="${field}"]`);
    if (!found) continue;
    found.focus();
    return;
  }
}
