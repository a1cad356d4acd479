/** Which zone a time is written in. */
export type TimeZone = 'utc' | 'local';

/** How much of a time is written. */
export type TimeStyle =
  /** Thu 12 Mar 2026, 02:13:40.512 UTC */
  | 'full'
  /** 12 Mar 2026, 02:13:40.512 */
  | 'exact'
  /** 12 Mar 2026, 02:13 */
  | 'short'
  /** 12 Mar, 02:13 */
  | 'table'
  /** 02:13:40.512 */
  | 'clock'
  /** 02:13:40 */
  | 'seconds'
  /** 12 Mar 2026 */
  | 'day';

type Parts = {
  weekday: number;
  day: number;
  month: number;
  year: number;
  clock: string;
  millis: string;
};

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Writes a time (ms since 1970, or ISO 8601) for a person. */
export function formatTime(time: number | string, style: TimeStyle, zone: TimeZone): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return String(time);
  const { weekday, day, month, year, clock, millis } = partsOf(at, zone);
  const date = `${day} ${months[month]}`;
  switch (style) {
    case 'full':
      return `${weekdays[weekday]} ${date} ${year}, ${clock}.${millis} ${zoneName(at, zone)}`;
    case 'exact':
      return `${date} ${year}, ${clock}.${millis}`;
    case 'short':
      return `${date} ${year}, ${clock.slice(0, 5)}`;
    case 'table':
      return `${date}, ${clock.slice(0, 5)}`;
    case 'clock':
      return `${clock}.${millis}`;
    case 'seconds':
      return clock;
    case 'day':
      return `${date} ${year}`;
  }
}

/** The zone's name as it stands after a time: `UTC`, or the offset there and then, `+02:00`. */
function zoneName(at: Date, zone: TimeZone): string {
  if (zone === 'utc') return 'UTC';
  const minutes = -at.getTimezoneOffset();
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

/** Writes a time as ISO 8601 with its zone, to the millisecond: what the position field takes. */
export function isoTime(time: number, zone: TimeZone): string {
  const at = new Date(time);
  if (zone === 'utc') return at.toISOString();
  const { day, month, year, clock, millis } = partsOf(at, zone);
  return `${year}-${two(month + 1)}-${two(day)}T${clock}.${millis}${zoneName(at, zone)}`;
}

function partsOf(at: Date, zone: TimeZone): Parts {
  // The local reading is the UTC reading of a date moved by the zone's offset there and then.
  const seen = zone === 'utc' ? at : new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return {
    weekday: seen.getUTCDay(),
    day: seen.getUTCDate(),
    month: seen.getUTCMonth(),
    year: seen.getUTCFullYear(),
    clock: [seen.getUTCHours(), seen.getUTCMinutes(), seen.getUTCSeconds()].map(two).join(':'),
    millis: String(seen.getUTCMilliseconds()).padStart(3, '0'),
  };
}

function two(count: number): string {
  return String(count).padStart(2, '0');
}
