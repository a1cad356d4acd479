import { useEffect } from 'react';

/** Asks what a pane will show at a cut; resolves once it is there, whatever came of it. */
type Asker = (token: string) => Promise<void>;

const askers = new Set<Asker>();

/**
 * Asks what the panes are about to ask at a cut; resolves once all of it is there. By themselves
 * they ask once React has drawn the window with it, which takes as long as an answer does.
 */
export async function askAhead(token: string): Promise<void> {
  await Promise.all([...askers].map((ask) => ask(token)));
}

/** Has a pane's question asked as soon as a new cut is known; `ask` puts it where the pane will look. */
export function useAskedAhead(ask: Asker): void {
  useEffect(() => {
    askers.add(ask);
    return () => {
      askers.delete(ask);
    };
  });
}
