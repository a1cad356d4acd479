import { useEffect } from 'react';
import { type Ahead, type Asker, type AtCut, askerOf } from './asker.ts';

const askers = new Set<Asker>();

/**
 * Asks what the panes are about to ask at a cut, while the cut of the position is still asked for;
 * the function it gives is told that cut and resolves once all of it is there. By themselves the
 * panes ask once React has drawn the window with it, which takes as long as an answer does.
 */
export function askAhead(at: string): (token: string) => Promise<void> {
  const asked = [...askers].map((ask) => ask(at));
  return async (token) => {
    await Promise.all(asked.map((keep) => keep(token)));
  };
}

/** Has a pane's question asked as soon as a new position is. */
export function useAskedAhead<Answer extends AtCut>(ahead: Ahead<Answer>): void {
  useEffect(() => {
    const asker = askerOf(ahead);
    askers.add(asker);
    return () => {
      askers.delete(asker);
    };
  });
}
