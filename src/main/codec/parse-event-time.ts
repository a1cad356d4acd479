import { isCalendarDay } from '../../shared/kit/is-calendar-day.ts';

const rfc3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?<day>\d{2})T\d{2}:\d{2}:(?<second>\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 time, zone included, as ms since 1970; finer digits are cut off and a leap
 * second counts as the first moment of the next minute. Null where it is no such time, names a day
 * its month does not have, or lies beyond what a JavaScript date holds.
 */
export function parseEventTime(text: string): number | null {
  return usualTime(text) ?? parseAnyTime(text);
}

/** The usual form, `YYYY-MM-DDTHH:MM:SS.mmmZ` on a day its month has for certain; null for any other. */
function usualTime(text: string): number | null {
  if (text.length !== 24 || text[10] !== 'T' || text[23] !== 'Z') return null;
  if (text[4] !== '-' || text[7] !== '-' || text[13] !== ':') return null;
  if (text[16] !== ':' || text[19] !== '.') return null;
  const year = digits(text, 0, 4);
  const [month, day] = [digits(text, 5, 7), digits(text, 8, 10)];
  const [hour, minute, second] = [digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19)];
  const ms = digits(text, 20, 23);
  const isMonth = year >= 1_000 && month >= 1 && month <= 12;
  const isDay = isMonth && day >= 1 && day <= (month === 2 ? 28 : 30);
  // What is no digit is not a number, and fails every comparison.
  if (!isDay || !(hour <= 23 && minute <= 59 && second <= 59 && ms <= 999)) return null;
  return Date.UTC(year, month - 1, day, hour, minute, second, ms);
}

function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 0x30;
    if (digit < 0 || digit > 9) return Number.NaN;
    number = 10 * number + digit;
  }
  return number;
}

function parseAnyTime(text: string): number | null {
  const said = text.toUpperCase();
  const parts = rfc3339.exec(said)?.groups;
  if (!parts) return null;
  if (parts['second'] === '60') {
    const before = parseAnyTime(`${said.slice(0, 17)}59${said.slice(19)}`);
    return before === null ? null : Math.floor(before / 1_000) * 1_000 + 1_000;
  }
  const time = Date.parse(said);
  if (Number.isNaN(time)) return null;
  return Number(parts['day']) <= 28 || isCalendarDay(said) ? time : null;
}
