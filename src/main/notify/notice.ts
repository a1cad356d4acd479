import { createHash } from 'node:crypto';
import type { EnvelopedEvent } from '../../shared/domain/envelope.ts';
import type { DomainEvent } from '../../shared/domain/events.ts';
import type { LogRecord } from '../../shared/log/record.ts';
import type { Subscription } from './subscription.ts';

/** What a destination is told of one event. */
export type Notice = {
  /** The same for an event and its duplicates, whoever makes it and however often. */
  readonly id: string;
  readonly subscription: string;
  readonly partition: number;
  readonly offset: number;
  /** The event's own time, else the record's; ms since 1970. */
  readonly time: number;
  readonly event: EnvelopedEvent;
};

const idLength = 32;

/** The notice of an event in a record; null where the subscription does not ask for it. */
export function noticeOf(
  subscription: Subscription,
  { partition, offset, timestamp }: LogRecord,
  enveloped: EnvelopedEvent,
): Notice | null {
  const { event, envelope } = enveloped;
  if (!isAskedFor(subscription, event)) return null;
  return {
    id: noticeId(subscription.id, envelope),
    subscription: subscription.id,
    ...{ partition, offset, time: envelope.time ?? timestamp, event: enveloped },
  };
}

function isAskedFor({ events, roles }: Subscription, event: DomainEvent): boolean {
  if (!events.includes(event.type)) return false;
  return roles === null || ('roleId' in event.data && roles.includes(event.data.roleId));
}

/**
 * The id of a subscription's notice of an event, which source and id tell from others (CloudEvents
 * 1.0). Neither can hold a NUL.
 */
export function noticeId(
  subscription: string,
  { source, id }: { readonly source: string; readonly id: string },
): string {
  const whole = [subscription, source, id].join('\0');
  return createHash('sha256').update(whole).digest('hex').slice(0, idLength);
}
