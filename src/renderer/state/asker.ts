import type { CutAnswer, Exactness } from '../../shared/contract/answer.ts';

/** What every answer tells of the cut it holds at. */
export type AtCut = { readonly cut: CutAnswer; readonly exactness: Exactness };

/** What a pane will show at a position. */
export type Ahead<Answer extends AtCut> = {
  readonly ask: (at: string, signal: AbortSignal) => Promise<Answer>;
  /** Puts the answer where the pane will look at a cut; resolves once it is there, whatever came of it. */
  readonly keep: (token: string, answer: (until: Until) => Promise<Answer>) => Promise<void>;
};

/** Aborts once nobody waits for the answer any more. */
type Until = { readonly signal: AbortSignal };

/** Asks at a position; the function it gives takes the cut that the position became. */
export type Asker = (at: string) => (token: string) => Promise<void>;

/**
 * Asks at a position while its cut is still asked for. The answer counts only where it holds at that
 * cut for good: else it is asked for again there, so that all panes show one and the same moment.
 */
export function askerOf<Answer extends AtCut>({ ask, keep }: Ahead<Answer>): Asker {
  return (at) => {
    const stop = new AbortController();
    const early = ask(at, stop.signal).catch(() => null);
    return (token) =>
      keep(token, async ({ signal }) => {
        signal.addEventListener('abort', () => stop.abort());
        const answer = await early;
        return answer && (at === token || isOf(answer, token)) ? answer : ask(token, signal);
      });
  };
}

function isOf({ cut, exactness }: AtCut, token: string): boolean {
  return cut.token === token && !exactness.some(({ code }) => code === 'provisional');
}
