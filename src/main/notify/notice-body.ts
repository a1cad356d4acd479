import { isoTime } from '../../shared/kit/iso-time.ts';
import { formatPlace } from '../../shared/log/position.ts';
import type { Notice } from './notice.ts';
import { headline } from './sentence.ts';

/** A notice as JSON for programs: what happened, who says so and why, and where in the log it stands. */
export function bodyOf(notice: Notice): object {
  const { envelope, event } = notice.event;
  const { id, source, actor, reason, ticket, correlationId, causationId } = envelope;
  return {
    id: notice.id,
    subscription: notice.subscription,
    place: formatPlace(notice.partition, notice.offset),
    text: headline(notice),
    event: {
      ...{ id, source, type: event.type, time: isoTime(notice.time) },
      ...{ actor, reason, ticket, correlationId, causationId, data: event.data },
    },
  };
}
