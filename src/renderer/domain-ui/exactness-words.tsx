import type { Exactness } from '../../shared/contract/answer.ts';

/** Whether an answer is exact, in a word; pointing at it says why it is not. */
export function ExactnessWords({ exactness }: { readonly exactness: Exactness }) {
  const why = exactness.map(({ text }) => text).join(' ');
  return exactness.length === 0 ? (
    <span title="Every record below this cut was read and decoded">exact</span>
  ) : (
    <span title={why}>not exact: {exactness.map(({ code }) => code).join(', ')}</span>
  );
}
