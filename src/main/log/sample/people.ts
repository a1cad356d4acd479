import { day, hour, minute, nextMonday, nextWorkday, second } from './calendar.ts';
import { type CastName, castNames, castParts, type Part } from './cast.ts';
import { type Department, departments, sites } from './departments.ts';
import { familyNames, givenNames, plainName } from './names.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A person of the invented company. Times in ms since 1970. */
export type Person = {
  readonly userId: string;
  readonly username: string;
  readonly email: string;
  readonly displayName: string;
  readonly department: Department;
  readonly title: string;
  readonly site: string;
  /** When the account is created. */
  readonly joins: number;
  /** When it is deleted; null for those who stay. */
  readonly leaves: number | null;
  /** The chance of a sign-in on a day at work. */
  readonly activity: number;
  /** One of the stories' people: their careers are told by hand. */
  readonly isCast: boolean;
};

/** The span of the log: ms since 1970, `end` exclusive. */
export type Span = { readonly start: number; readonly end: number };

const head = 400;
const firstDay = 262;
const seasonal = 44;
const domain = 'tolveden.example';

/** Makes the people of Tolveden Ferries: the cast first, then by the day they join. */
export function makePeople(span: Span, random: SeededRandom): readonly Person[] {
  const taken = new Set<string>();
  const cast = castParts.map((part, index) => {
    const life = castLife(part, index, span);
    return makePerson({ ...life, given: part.given, family: part.family }, { taken, random });
  });
  const others = makeLives(span, random).map((life, index) => {
    const given = random.pick(givenNames);
    const family = random.pick(familyNames);
    return makePerson({ ...life, index: cast.length + index, given, family }, { taken, random });
  });
  return [...cast, ...others];
}

/** Finds a person of the stories among all people. */
export function castOf(people: readonly Person[], name: CastName): Person {
  return people[castNames.indexOf(name)] as Person;
}

function castLife(part: Part, index: number, { start, end }: Span): Life {
  const { joinsDaysBefore, leavesDaysBefore, title } = part;
  const department = departments.find(({ name }) => name === part.department) as Department;
  const joins =
    joinsDaysBefore === undefined
      ? start + 2 * hour + index * 2 * second
      : nextMonday(end - joinsDaysBefore * day) + 8 * hour;
  const leaves =
    leavesDaysBefore === undefined ? null : nextWorkday(end - leavesDaysBefore * day) + 9 * hour;
  return { index, department, title, joins, leaves, isCast: true };
}

type Life = {
  readonly index: number;
  readonly department: Department;
  readonly title: string;
  readonly joins: number;
  readonly leaves: number | null;
  readonly isCast: boolean;
};

function makeLives(span: Span, random: SeededRandom): Life[] {
  const lives: Life[] = [];
  for (let index = 0; index < head - castParts.length; index++) {
    const isSeasonal = index >= head - castParts.length - seasonal;
    const department = isSeasonal ? (departments[0] as Department) : weighted(random);
    const joins = isSeasonal ? summerStart(span, random) : joinDay(span, { index, random });
    const leaves = isSeasonal ? joins + random.between(90, 140) * day : leaveDay(joins, random);
    const title = isSeasonal ? 'Summer ticket agent' : random.pick(department.titles);
    const lasts = leaves !== null && leaves < span.end ? leaves : null;
    lives.push({ index, department, title, joins, leaves: lasts, isCast: false });
  }
  return lives.sort((a, b) => a.joins - b.joins);
}

function joinDay(span: Span, { index, random }: { index: number; random: SeededRandom }): number {
  if (index < firstDay) return span.start + 2 * hour + minute + index * random.between(900, 1_100);
  const monday = nextMonday(span.start + random.between(10, 715) * day);
  return monday + 7 * hour + random.between(0, 150) * minute + random.between(0, 59_999);
}

function summerStart(span: Span, random: SeededRandom): number {
  const first = new Date(span.start).getUTCFullYear();
  const mays = [first, first + 1, first + 2]
    .map((year) => Date.UTC(year, 4, random.between(1, 28)))
    .filter((may) => may > span.start + day && may < span.end - 30 * day);
  const monday = nextMonday(random.pick(mays));
  return monday + 7 * hour + random.between(0, 240) * minute + random.between(0, 59_999);
}

function leaveDay(joins: number, random: SeededRandom): number | null {
  if (!random.chance(0.24)) return null;
  return (
    joins +
    random.between(60, 900) * day +
    random.between(6, 9) * hour +
    random.between(0, 3_599_999)
  );
}

function weighted(random: SeededRandom): Department {
  return random.pick(departments.flatMap((one) => new Array<Department>(one.weight).fill(one)));
}

function makePerson(
  life: Life & { given: string; family: string },
  { taken, random }: { taken: Set<string>; random: SeededRandom },
): Person {
  const { index, given, family, ...rest } = life;
  const username = freeName(`${plainName(given).slice(0, 1)}${plainName(family)}`, taken);
  return {
    ...rest,
    userId: `u-${String(1_001 + index)}`,
    username,
    email: `${plainName(given)}.${plainName(family)}${username.replace(/\D/g, '')}@${domain}`,
    displayName: `${given} ${family}`,
    site: random.pick(sites),
    // A few sign in daily, many now and then.
    activity: 0.015 + 0.475 * random.next() ** 4,
  };
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}${number}`;
  taken.add(name);
  return name;
}
