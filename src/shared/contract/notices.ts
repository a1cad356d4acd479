import { z } from 'zod';
import { isoTime, offset, partition, procedure } from './answer.ts';
import { openStates } from './notice-states.ts';

const count = z.number().int().min(0);

const news = z.object({
  state: z.enum(['told', ...openStates]),
  /** Since when. */
  at: isoTime,
  /** Why; null where nothing is to be said. */
  text: z.string().nullable(),
});

const toldOf = z.object({
  subscription: z.string(),
  /** Null where nothing was put down of it. */
  news: news.nullable(),
  /** Whether telling has come past the record: where it has and there is no news, it was not asked for. */
  isPassed: z.boolean(),
});

const standing = z.object({
  subscription: z.string(),
  told: count,
  /** Records that were not looked at yet. */
  behind: count,
  /** How many notices are not told, by why. */
  openCounts: z.record(z.enum(openStates), count),
  /** The oldest of them, 100 at most; `place` is null where somebody else wrote what it says. */
  open: z.array(news.extend({ place: z.object({ partition, offset }).nullable() })),
});

/** What other services were told, by the journals beside a Kafka log, by subscription; answered by the writer. */
export const notices = {
  ofRecord: procedure
    .input(z.object({ partition, offset }))
    .output(z.object({ subscriptions: z.array(toldOf) })),
  status: procedure.input(z.object({})).output(z.object({ subscriptions: z.array(standing) })),
};

/** What became of telling a service of an event. */
export type NoticeNews = z.infer<typeof news>;
/** What became of it in one subscription. */
export type ToldOf = z.infer<typeof toldOf>;
/** How far the telling of a subscription is. */
export type TellingStanding = z.infer<typeof standing>;
