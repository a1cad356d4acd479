import type { UserEvent } from '../../../shared/domain/events.ts';
import { encodeHeaders, noHeaders } from '../../../shared/log/headers.ts';
import { day, hour, midnight, minute, second } from './calendar.ts';
import { attributesOf, update } from './careers.ts';
import { type Draft, draftOf } from './draft.ts';
import { castOf, type Person, type Span } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';
import { signIn } from './sign-ins.ts';

/** Records that are not simply events: copies, damage, erasure, foreign types, a wrong clock. */
export function odditiesOf(people: readonly Person[], span: Span, random: SeededRandom): Draft[] {
  return [
    ...sentTwice(people, span, random),
    ...cutShort(castOf(people, 'brokenRecord'), span, random),
    ...passwordChanges(people, span, random),
    ...erasure(people, span),
    kioskWithoutClock(castOf(people, 'dayOperator'), span, random),
  ];
}

/** A producer that gets no answer sends its record again. */
function sentTwice(people: readonly Person[], span: Span, random: SeededRandom): Draft[] {
  const time = midnight(span.end - 33 * day) + 8 * hour + 4 * minute;
  return (['auditor', 'securityLead'] as const).flatMap((name, index) => {
    const first = draftOf(signIn(castOf(people, name), time + index * second, random), random);
    const received = first.received + 3 * second;
    return [first, { ...first, received, timestamp: received }];
  });
}

/** A record that breaks off in the middle of its JSON; four minutes later it comes whole. */
function cutShort(person: Person, span: Span, random: SeededRandom): Draft[] {
  const time = midnight(span.end - 61 * day) + 13 * hour + 20 * minute;
  const attributes = attributesOf(person, { phone: '+46 31 555 01 99' });
  const broken = draftOf(update(person.userId, time, { attributes }), random);
  const whole = draftOf(update(person.userId, time + 4 * minute, { attributes }), random);
  return [{ ...broken, value: broken.value?.slice(0, -31) ?? null }, whole];
}

/** The sign-in service writes one type of event that this program does not know. */
function passwordChanges(people: readonly Person[], span: Span, random: SeededRandom): Draft[] {
  return (['securityLead', 'newlywed', 'dayOperator'] as const).map((name, index) => {
    const time = midnight(span.end - (170 - 50 * index) * day) + 9 * hour + index * minute;
    const { userId } = castOf(people, name);
    const text = (said: string) => new TextEncoder().encode(said);
    const headers = {
      ce_specversion: '1.0',
      ce_id: `${random.hex(8)}-${random.hex(4)}`,
      ce_source: '/sign-in',
      ce_type: 'PasswordChangedEvent',
      ce_subject: `user/${userId}`,
      ce_time: new Date(time).toISOString(),
      'content-type': 'application/json',
    };
    const wire = Object.entries(headers).map(([key, value]) => ({
      key: text(key),
      value: text(value),
    }));
    const value = text(JSON.stringify({ userId, strength: 'strong' } satisfies Foreign));
    const received = time + 20;
    return {
      received,
      timestamp: received,
      key: text(userId),
      value,
      headers: encodeHeaders(wire),
    };
  });
}

type Foreign = { readonly userId: UserEvent['data']['userId']; readonly strength: string };

/** Thirty days after somebody has left, a tombstone asks for their records to be forgotten. */
function erasure(people: readonly Person[], span: Span): Draft[] {
  const person = people.find(
    ({ leaves, isCast }) => !isCast && leaves !== null && leaves < span.end - 60 * day,
  );
  if (!person) return [];
  const received = (person.leaves ?? 0) + 30 * day;
  const key = new TextEncoder().encode(person.userId);
  return [{ received, timestamp: received, key, value: null, headers: noHeaders }];
}

/** A kiosk that has lost its clock stamps its record 1970-01-01. */
function kioskWithoutClock(person: Person, span: Span, random: SeededRandom): Draft {
  const time = midnight(span.end - 47 * day) + 11 * hour + 9 * minute;
  return { ...draftOf(signIn(person, time, random), random), timestamp: 0 };
}
