import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';

const words: { readonly [Fence in NonNullable<Rehearsal['fence']>]: string } = {
  conditional: 'Written on a condition: the log takes it only where nothing came between.',
  fenced: 'Written behind a fence: one Playhead at a time may write here.',
  unfenced:
    'This Kafka user may not use Playhead’s transactional id, so another writer may race this change. It is written without a fence and checked by reading back: the receipt says whether it raced.',
};

/** How the append is kept apart from others', as a sentence. */
export function fenceWords(fence: Rehearsal['fence']): string {
  return fence === null ? 'The log does not say now how it takes this.' : words[fence];
}
