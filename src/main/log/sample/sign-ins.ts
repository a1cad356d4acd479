import { day, hour, isWorkday, midnight, minute, officeAttendance } from './calendar.ts';
import { type Moment, signInOf } from './moment.ts';
import type { Person, Span } from './people.ts';
import type { SeededRandom } from './seeded-random.ts';

const browsers = [
  'Mozilla/5.0 (Windows NT 10.0) Firefox/128.0',
  'Mozilla/5.0 (Macintosh) Safari/17.5',
  'Mozilla/5.0 (X11; Linux) Chrome/126.0',
  'TolvedenBridge/4.2 (terminal)',
] as const;
const methods = ['password', 'password+totp', 'passkey', 'badge'] as const;

/** The sign-ins of all people, day by day: offices by day, shifts around the clock. */
export function signInsOf(people: readonly Person[], span: Span, random: SeededRandom): Moment[] {
  const moments: Moment[] = [];
  for (let date = midnight(span.start); date < span.end; date += day) {
    const office = isWorkday(date) ? officeAttendance(date) : 0.04;
    for (const person of people) {
      const { hasShifts } = person.department;
      const attendance = hasShifts ? 0.45 + office * 0.4 : office;
      if (!random.chance(person.activity * attendance)) continue;
      const time = date + (hasShifts ? shiftTime(random) : officeTime(random));
      const isHere = time > person.joins + 4 * hour && time < (person.leaves ?? span.end);
      if (isHere) moments.push(signIn(person, time, random));
    }
  }
  return moments;
}

/** One sign-in of a person, from their site. */
export function signIn(person: Person, time: number, random: SeededRandom): Moment {
  const number = Number(person.userId.slice(2));
  const data = {
    userId: person.userId,
    ip: `10.${20 + (number % 6)}.${random.between(0, 31)}.${random.between(2, 250)}`,
    userAgent: browsers[number % browsers.length] ?? null,
    method: methods[(number >> 2) % methods.length] ?? null,
  };
  return { time, event: { type: 'UserLoggedInEvent', data }, author: signInOf(person.userId) };
}

// Most in the morning, a second wave after lunch; UTC.
function officeTime(random: SeededRandom): number {
  const wave = random.next();
  const middle = wave < 0.6 ? 7.2 * hour : wave < 0.85 ? 12.2 * hour : 10 * hour;
  const width = wave < 0.85 ? 80 * minute : 6 * hour;
  return Math.round(middle + (random.next() + random.next() - 1) * width);
}

function shiftTime(random: SeededRandom): number {
  const shift = random.pick([5, 5, 13, 13, 21]) * hour;
  return random.chance(0.7) ? shift + random.between(0, 45 * minute) : random.between(0, day - 1);
}
