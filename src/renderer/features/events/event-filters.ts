import { type EventType, eventTypes, isEventType } from '../../../shared/domain/events.ts';
import { type PositionFault, parsePosition } from '../../../shared/log/position.ts';

/** What the events are narrowed to, as a question asks for it; what is absent is not narrowed. */
export type EventFilters = {
  readonly types: readonly EventType[];
  readonly userId: string | null;
  readonly roleId: string | null;
  /** Positions: from (inclusive) to (exclusive), in scrub order. */
  readonly from: string | null;
  readonly to: string | null;
  /** Stands in the bytes of the record, as it is written there. */
  readonly text: string | null;
};

/** Reads the filters of an address; what makes no sense there is left out. */
export function readFilters(said: { readonly [name: string]: string }): EventFilters {
  const types = (said['type'] ?? '').split(',').filter(isEventType);
  return {
    types: eventTypes.filter((type) => types.includes(type)),
    userId: said['user'] || null,
    roleId: said['role'] || null,
    from: said['from'] || null,
    to: said['to'] || null,
    text: said['text'] || null,
  };
}

/** Filters as the input of the question; the text is asked for by another. */
export function filterInput({ types, userId, roleId, from, to }: Omit<EventFilters, 'text'>) {
  return {
    type: types.length === 0 ? undefined : types.join(','),
    userId: userId ?? undefined,
    roleId: roleId ?? undefined,
    from: from ?? undefined,
    to: to ?? undefined,
  };
}

/** True where the events are narrowed at all. */
export function isFiltered(filters: EventFilters): boolean {
  const input = { ...filterInput(filters), text: filters.text ?? undefined };
  return Object.values(input).some((value) => value !== undefined);
}

const faultTexts: { readonly [Fault in PositionFault]: string } = {
  bad_position: 'Write a time, a record such as p3:1202, or a cut token.',
  no_zone: 'Say the zone of the time: add Z for UTC.',
  bad_token: 'This cut token was cut short or mistyped.',
};

/** What is wrong with a position somebody typed; null where nothing is, or nothing was typed. */
export function positionFault(text: string): string | null {
  if (text.trim() === '') return null;
  const position = parsePosition(text);
  return position.ok ? null : faultTexts[position.error];
}

/** Says a span as a chip does. */
export function spanWords(from: string | null, to: string | null): string {
  if (from === null && to === null) return 'all time';
  if (to === null) return `from ${short(from ?? '')}`;
  return from === null ? `until ${short(to)}` : `${short(from)} to ${short(to)}`;
}

function short(position: string): string {
  if (position.startsWith('cut1_')) return 'a cut';
  return position.replace(/T00:00(?::00(?:\.000)?)?Z$/, '').replace(/\.\d+Z$/, 'Z');
}
