import type { StatusAnswer } from '../../../shared/contract/log.ts';
import { pauseTitle } from '../../state/pause-title.ts';
import { formatCount } from '../../ui/format-count.ts';
import { formatSpan } from '../../ui/format-span.ts';

/** How the reading of the log stands, said for a person. */
type ReadingState = {
  readonly look: 'live' | 'warm' | 'wrong';
  readonly title: string;
  readonly text: string;
  /** What the person can do; null where nothing is to be done. */
  readonly todo: string | null;
};

const todos: { readonly [code: string]: string } = {
  log_out_of_reach:
    'Check that the brokers answer from this machine. Playhead tries again by itself.',
  store_unavailable:
    'Make room on the disk, or give leave to write. Playhead tries again by itself.',
  other_log: 'What was read stays here. Open the other log in a workspace of its own.',
  topic_not_found: 'Check the topic’s name, or have it made.',
  access_denied: 'Ask for the right to read this topic.',
};

/** Says how reading stands: standing still, catching up, or live. */
export function readingState(
  status: Pick<StatusAnswer, 'paused' | 'caughtUp' | 'percent' | 'rate' | 'secondsLeft' | 'log'>,
): ReadingState {
  const { paused, caughtUp, log } = status;
  if (paused) {
    const todo = Object.hasOwn(todos, paused.code) ? (todos[paused.code] ?? null) : null;
    return { look: 'wrong', title: pauseTitle(paused), text: paused.text, todo };
  }
  if (caughtUp) {
    const text =
      log.kind === 'kafka'
        ? 'Everything up to the last stable offset is here; new records show as they come.'
        : 'The log was read to its end; what is written here shows at once.';
    return { look: 'live', title: 'Caught up', text, todo: null };
  }
  return { look: 'warm', title: 'Catching up', text: progressText(status), todo: null };
}

function progressText({
  percent,
  rate,
  secondsLeft,
}: Pick<StatusAnswer, 'percent' | 'rate' | 'secondsLeft'>): string {
  const parts = [`${Math.floor(percent)} % read`];
  if (rate > 0) parts.push(`${formatCount(rate)} records a second`);
  if (secondsLeft !== null) parts.push(`about ${formatSpan(Math.max(1, secondsLeft) * 1000)} left`);
  return `${parts.join(', ')}.`;
}
