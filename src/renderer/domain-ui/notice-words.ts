import type { NoticeNews } from '../../shared/contract/notices.ts';

/** How a state of a notice is said, and how it looks. */
export type NoticeWords = {
  readonly word: string;
  readonly look: 'good' | 'warm' | 'wrong';
  readonly sentence: string;
};

const wordsByState: Readonly<Record<NoticeNews['state'], NoticeWords>> = {
  told: { word: 'told', look: 'good', sentence: 'The service took it.' },
  refused: {
    word: 'refused',
    look: 'wrong',
    sentence: 'The service will never take it: it was passed over.',
  },
  in_doubt: {
    word: 'in doubt',
    look: 'warm',
    sentence: 'Nobody can tell whether the service took it: a person has to look there.',
  },
  waiting: {
    word: 'waiting',
    look: 'warm',
    sentence: 'The service did not take it yet: it is told again by itself.',
  },
  telling: {
    word: 'being told',
    look: 'warm',
    sentence: 'It is being told, or who told it ended meanwhile: another copy settles it.',
  },
};

/** The words for a state. */
export function noticeWords(state: NoticeNews['state']): NoticeWords {
  return wordsByState[state];
}

/** Where there is no subscription to show. */
export const nobodyTells =
  'No subscription tells other services of this log, as far as this user may see.';
