import { type DomainEvent, subjectOf } from '../../shared/domain/events.ts';
import type { Log } from '../log/log-port.ts';
import type { PlacedEvent } from './event-records.ts';
import type { Ground } from './ground.ts';

/** Where events go: the partition that already holds their subject, else the one its key gives (murmur2). */
export function placeEvents(
  { ground, log }: { readonly ground: Ground; readonly log: Log },
  events: readonly DomainEvent[],
): Promise<PlacedEvent[]> {
  return Promise.all(
    events.map(async (event) => {
      const subject = subjectOf(event);
      const home = ground.home(subject);
      return { event, partition: home ?? (await log.partitionOf(Buffer.from(subject.id))) };
    }),
  );
}
