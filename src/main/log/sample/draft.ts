import { encodeEvent } from '../../codec/encode-event.ts';
import type { Moment } from './moment.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A record of the sample before it has a partition and an offset. */
export type Draft = {
  /** When the log receives it, ms since 1970: the order of the log. */
  readonly received: number;
  /** What the record says of its time; `received`, unless its clock is wrong. */
  readonly timestamp: number;
  readonly key: Uint8Array;
  readonly value: Uint8Array | null;
  readonly headers: Uint8Array;
};

/** Writes a moment as a record; the log receives it some milliseconds later. */
export function draftOf(moment: Moment, random: SeededRandom): Draft {
  const { time, event, author } = moment;
  const received = moment.received ?? time + random.between(6, 90);
  const encoded = encodeEvent(event, {
    id: `${random.hex(8)}-${random.hex(4)}-${random.hex(8)}`,
    source: author.source,
    time,
    subject: null,
    version: 1,
    actor: author.actor,
    actorType: author.actorType,
    reason: moment.reason ?? null,
    ticket: moment.ticket ?? null,
    basis: null,
    correlationId: null,
    causationId: null,
    recordedTime: null,
  });
  return { received, timestamp: received, ...encoded };
}
