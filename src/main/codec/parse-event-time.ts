import { isCalendarDay } from '../../shared/kit/is-calendar-day.ts';

const rfc3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?<day>\d{2})T\d{2}:\d{2}:(?<second>\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 time, zone included, as ms since 1970; finer digits are cut off and a leap
 * second counts as the first moment of the next minute. Null where it is no such time, names a day
 * its month does not have, or lies beyond what a JavaScript date holds.
 */
export function parseEventTime(text: string): number | null {
  const said = text.toUpperCase();
  const parts = rfc3339.exec(said)?.groups;
  if (!parts) return null;
  if (parts['second'] === '60') {
    const before = parseEventTime(`${said.slice(0, 17)}59${said.slice(19)}`);
    return before === null ? null : Math.floor(before / 1_000) * 1_000 + 1_000;
  }
  const time = Date.parse(said);
  if (Number.isNaN(time)) return null;
  return Number(parts['day']) <= 28 || isCalendarDay(said) ? time : null;
}
