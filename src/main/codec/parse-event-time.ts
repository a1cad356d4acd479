import { isCalendarDay } from '../../shared/kit/is-calendar-day.ts';

const rfc3339 =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?<day>\d{2})T\d{2}:\d{2}:(?<second>\d{2})(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * Reads an RFC 3339 time, zone included, as ms since 1970; finer digits are cut off and a leap
 * second counts as the first moment of the next minute. Null where it is no such time, names a day
 * its month does not have, or lies beyond what a JavaScript date holds.
 */
export function parseEventTime(text: string): number | null {
  const time = text.length === usualLength ? usualTime(text) : Number.NaN;
  return Number.isNaN(time) ? parseAnyTime(text) : time;
}

const usualLength = 24;
const letters = new Uint8Array(usualLength);

function usualTime(text: string): number {
  for (let at = 0; at < usualLength; at++) letters[at] = Math.min(0xff, text.charCodeAt(at));
  return usualTimeAt(letters, 0);
}

/**
 * The time that stands at `from` in the usual form, `YYYY-MM-DDTHH:MM:SS.mmmZ` in ASCII on a day
 * its month has for certain, as ms since 1970; NaN for any other 24 bytes.
 */
export function usualTimeAt(bytes: Uint8Array, from: number): number {
  if (bytes[from + 10] !== 0x54 || bytes[from + 23] !== 0x5a) return Number.NaN;
  if (bytes[from + 4] !== dash || bytes[from + 7] !== dash) return Number.NaN;
  if (bytes[from + 13] !== colon || bytes[from + 16] !== colon) return Number.NaN;
  if (bytes[from + 19] !== 0x2e) return Number.NaN;
  const year = 100 * twoDigits(bytes, from) + twoDigits(bytes, from + 2);
  const month = twoDigits(bytes, from + 5);
  const day = twoDigits(bytes, from + 8);
  const hour = twoDigits(bytes, from + 11);
  const minute = twoDigits(bytes, from + 14);
  const second = twoDigits(bytes, from + 17);
  const ms = 10 * twoDigits(bytes, from + 20) + digit(bytes, from + 22);
  const isMonth = year >= 1_000 && month >= 1 && month <= 12;
  const isDay = isMonth && day >= 1 && day <= (daysOfMonth[month - 1] as number);
  // What is no digit is not a number, and fails every comparison.
  if (!isDay || !(hour <= 23 && minute <= 59 && second <= 59 && ms <= 999)) return Number.NaN;
  return dayMs * daysBefore(year, month, day) + ((hour * 60 + minute) * 60 + second) * 1_000 + ms;
}

const dash = 0x2d;
const colon = 0x3a;
const dayMs = 86_400_000;
// The leap day is left to the calendar.
const daysOfMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Days from 1970 to a day of the Gregorian calendar; a year counts from March here, so that the leap day is its last. */
function daysBefore(year: number, month: number, day: number): number {
  const sinceMarch = (month + 9) % 12;
  const years = month <= 2 ? year - 1 : year;
  const leaps = Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400);
  return 365 * years + leaps + Math.floor((153 * sinceMarch + 2) / 5) + day - 719_469;
}

function twoDigits(bytes: Uint8Array, from: number): number {
  return 10 * digit(bytes, from) + digit(bytes, from + 1);
}

function digit(bytes: Uint8Array, at: number): number {
  const value = (bytes[at] as number) - 0x30;
  return value >= 0 && value <= 9 ? value : Number.NaN;
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
