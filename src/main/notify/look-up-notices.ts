import type { NoticeNews, TellingStanding, ToldOf } from '../../shared/contract/notices.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { parsePosition } from '../../shared/log/position.ts';
import type { SharedWork } from '../log/shared-work-port.ts';
import { decodeEntry, type JournalEntry } from './journal-entry.ts';
import { noticeId } from './notice.ts';
import { statusOf } from './status.ts';

/** A subscription, and the work of telling it. */
export type Telling = {
  readonly subscription: string;
  readonly work: Pick<SharedWork, 'look'>;
};

/** An event, and where it stands. */
export type EventAt = {
  readonly partition: number;
  readonly offset: number;
  readonly source: string;
  readonly id: string;
};

const mostOpen = 100;

/** What became of telling a subscription of an event. */
export async function toldOfEvent(
  { subscription, work }: Telling,
  event: EventAt,
): Promise<ToldOf> {
  const [found] = await work.look(event.partition);
  const bytes = found?.notes.get(noticeId(subscription, event));
  const entry = bytes ? decodeEntry(bytes) : null;
  const isPassed = found !== undefined && found.next !== null && found.next > event.offset;
  return { subscription, news: entry && newsOf(entry), isPassed };
}

/** How far the telling of a subscription is. */
export async function standingOf({ subscription, work }: Telling): Promise<TellingStanding> {
  const { told, behind, open } = statusOf(await work.look());
  const shown = open
    .slice(0, mostOpen)
    .map((entry) => ({ ...newsOf(entry), place: placeOf(entry.place) }));
  return { subscription, told, behind, openCounts: countsOf(open), open: shown };
}

function countsOf(open: readonly JournalEntry[]): TellingStanding['openCounts'] {
  const counts = { refused: 0, in_doubt: 0, waiting: 0, telling: 0 };
  for (const { state } of open) if (state !== 'told') counts[state]++;
  return counts;
}

function newsOf({ state, at, text }: JournalEntry): NoticeNews {
  return { state, at: isoTime(at), text };
}

// The journal is a topic that others may write to.
function placeOf(text: string): { partition: number; offset: number } | null {
  const position = parsePosition(text);
  return position.ok && position.value.kind === 'record' ? position.value : null;
}
