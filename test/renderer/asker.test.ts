import { describe, expect, it } from 'vitest';
import { type AtCut, askerOf } from '../../src/renderer/state/asker.ts';

const provisional: AtCut['exactness'] = [
  { code: 'provisional', text: 'A late record may still change this.', count: 1, partitions: [0] },
];

/** A pane that is asked at `at`, which became the cut `token`; `early` is what the first question answers. */
async function ask(at: string, token: string, early: (at: string) => AtCut) {
  const asked: string[] = [];
  const kept: { token: string; answer: AtCut }[] = [];
  const asker = askerOf<AtCut>({
    ask: async (position) => {
      asked.push(position);
      return asked.length === 1 ? early(position) : answerAt(position);
    },
    keep: async (cut, answer) => {
      const { signal } = new AbortController();
      kept.push({ token: cut, answer: await answer({ signal }) });
    },
  });
  await asker(at)(token);
  return { asked, kept };
}

function answerAt(token: string, exactness: AtCut['exactness'] = []): AtCut {
  return { cut: { token, partitions: { 0: 7 } }, exactness };
}

describe('a question asked ahead of its cut', () => {
  it('is asked once where it was answered at that cut', async () => {
    const { asked, kept } = await ask('noon', 'cut-a', () => answerAt('cut-a'));
    expect(asked).toEqual(['noon']);
    expect(kept).toEqual([{ token: 'cut-a', answer: answerAt('cut-a') }]);
  });

  it.each<[string, () => AtCut]>([
    ['another cut', () => answerAt('cut-b')],
    ['a cut that may still change', () => answerAt('cut-a', provisional)],
    [
      'a fault',
      () => {
        throw new Error('The position is unknown.');
      },
    ],
  ])('is asked again at the cut where it was answered with %s', async (_, early) => {
    const { asked, kept } = await ask('noon', 'cut-a', early);
    expect(asked).toEqual(['noon', 'cut-a']);
    expect(kept).toEqual([{ token: 'cut-a', answer: answerAt('cut-a') }]);
  });

  it('is stopped once nobody waits for it', async () => {
    const nobody = new AbortController();
    const signals: AbortSignal[] = [];
    const asker = askerOf<AtCut>({
      ask: (_, signal) => {
        signals.push(signal);
        return new Promise((_resolve, reject) => {
          const fail = () => reject(signal.reason);
          if (signal.aborted) fail();
          else signal.addEventListener('abort', fail);
        });
      },
      keep: async (_, answer) => {
        const waiting = answer({ signal: nobody.signal });
        nobody.abort();
        await expect(waiting).rejects.toThrow(/aborted/);
      },
    });
    await asker('noon')('cut-a');
    expect(signals).toHaveLength(2);
    expect(signals.every(({ aborted }) => aborted)).toBe(true);
  });

  it('is asked once at a cut, whatever that says of itself', async () => {
    const answer = answerAt('cut-a', provisional);
    const { asked, kept } = await ask('cut-a', 'cut-a', () => answer);
    expect(asked).toEqual(['cut-a']);
    expect(kept).toEqual([{ token: 'cut-a', answer }]);
  });
});
