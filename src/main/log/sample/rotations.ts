import { day, hour, nextMonday, second } from './calendar.ts';
import { assignment, withdrawal } from './careers.ts';
import { type Moment, operator } from './moment.ts';
import type { Person, Span } from './people.ts';
import { onCall } from './roles.ts';
import type { SeededRandom } from './seeded-random.ts';

/** The pager of Engineering: every Monday one engineer takes it over from another. */
export function onCallRotation(
  people: readonly Person[],
  span: Span,
  random: SeededRandom,
): Moment[] {
  const engineers = people.filter(
    ({ department, joins, leaves, isCast }) =>
      department.name === 'Engineering' && leaves === null && !isCast && joins < span.start + day,
  );
  const crew = engineers.slice(0, 7);
  const moments: Moment[] = [];
  const author = operator('pager-bot');
  let week = 0;
  for (let monday = nextMonday(span.start + 3 * day); monday < span.end; monday += 7 * day) {
    const time = monday + 8 * hour + random.between(0, 90 * second);
    const before = week === 0 ? undefined : crew[(week - 1) % crew.length];
    const next = crew[week % crew.length];
    const reason = 'Weekly handover of the pager';
    if (before) moments.push({ time, event: withdrawal(before.userId, onCall), author, reason });
    if (next)
      moments.push({
        time: time + 2 * second,
        event: assignment(next.userId, onCall),
        author,
        reason,
      });
    week++;
  }
  return moments;
}
