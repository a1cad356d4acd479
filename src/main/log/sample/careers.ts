import type { UserFields } from '../../../shared/domain/events.ts';
import { day, hour, minute, nextWorkday, second } from './calendar.ts';
import { type Moment, operator, peopleSync, platformSetup } from './moment.ts';
import type { Person, Span } from './people.ts';
import { bornOn } from './roles.ts';
import type { SeededRandom } from './seeded-random.ts';

/** What careers are made with: who handles tickets, and the numbers that look random. */
export type CareerTools = {
  readonly span: Span;
  readonly operators: readonly string[];
  readonly random: SeededRandom;
};

/** The moments of one person's account: joining, roles, changes of data, leaving. */
export function careerOf(person: Person, tools: CareerTools): readonly Moment[] {
  const moments = [...joining(person, tools)];
  if (!person.isCast) moments.push(...projects(person, tools));
  moments.push(...dataChanges(person, tools));
  if (person.leaves !== null) moments.push(leaving(person.userId, person.leaves));
  return moments;
}

function leaving(userId: string, time: number): Moment {
  return {
    time,
    event: { type: 'UserDeletedEvent', data: { userId } },
    author: peopleSync,
    reason: 'Leaver: the contract has ended',
  };
}

/** A person's account is created, with the fields of the people system. */
export function creation(person: Person, time: number): Moment {
  const { userId, username, email, displayName } = person;
  const data = { userId, username, email, displayName, attributes: attributesOf(person) };
  return { time, event: { type: 'UserCreatedEvent', data }, author: peopleSync };
}

/** The attributes the people system sends of a person. */
export function attributesOf(person: Person, changes: Record<string, string> = {}) {
  const { title, site } = person;
  return {
    department: person.department.name,
    title,
    site,
    staffNumber: Number(person.userId.slice(2)),
    ...changes,
  };
}

function joining(person: Person, tools: CareerTools): Moment[] {
  const { userId, joins, department } = person;
  const isFirstDay = joins < tools.span.start + day;
  const reason = isFirstDay
    ? 'Taken over from the old directory'
    : `Joiner: starts in ${department.name}`;
  const made = { author: peopleSync, reason };
  let time = joins + tools.random.between(2, 5) * second;
  const basic = { ...made, time, event: assignment(userId, 'employee') };
  const grant = isFirstDay ? { author: platformSetup, reason } : { ...ticketed(tools), reason };
  if (!isFirstDay) time += tools.random.between(10, 90) * minute;
  const granted = department.roles.map((roleId): Moment => {
    time += tools.random.between(20, 90) * second;
    return { ...grant, time, event: assignment(userId, roleId) };
  });
  return [creation(person, joins), basic, ...granted];
}

function ticketed({ operators, random }: CareerTools) {
  return { author: operator(random.pick(operators)), ticket: ticketNumber(random) };
}

// One role at a time and never twice, so that grants and withdrawals of a role always alternate.
function projects(person: Person, tools: CareerTools): Moment[] {
  const { span, random } = tools;
  const last = Math.min(person.leaves ?? span.end, span.end);
  return person.department.extraRoles.flatMap((roleId) => {
    const moments: Moment[] = [];
    const first = Math.max(person.joins, span.start + bornOn(roleId) * day);
    let from = first + random.between(1, 260) * day;
    while (from < last) {
      const at = inOfficeHours(from, random);
      const until = inOfficeHours(at + random.between(7, 120) * day, random);
      const grant = { ...ticketed(tools), reason: random.pick(grantReasons) };
      const end = { ...ticketed(tools), reason: random.pick(withdrawReasons) };
      if (at < last) moments.push({ ...grant, time: at, event: assignment(person.userId, roleId) });
      if (until >= last || random.chance(0.12)) break;
      moments.push({ ...end, time: until, event: withdrawal(person.userId, roleId) });
      from = until + random.between(20, 300) * day;
    }
    return moments;
  });
}

function dataChanges(person: Person, { span, random }: CareerTools): Moment[] {
  const moments: Moment[] = [];
  const last = Math.min(person.leaves ?? span.end, span.end);
  let time = person.joins;
  for (;;) {
    time = inOfficeHours(time + random.between(20, 260) * day, random);
    if (time >= last) return moments;
    moments.push(update(person.userId, time, changeOf(person, random)));
  }
}

/** The people system sends changed fields of a person. */
export function update(userId: string, time: number, changes: Partial<UserFields>): Moment {
  return {
    time,
    author: peopleSync,
    event: { type: 'UserUpdatedEvent', data: { userId, changes } },
  };
}

function changeOf(person: Person, random: SeededRandom): Partial<UserFields> {
  const kind = random.between(1, 10);
  if (kind === 1 && !person.isCast)
    return { displayName: random.chance(0.5) ? null : person.displayName };
  const phone = `+46 31 ${random.between(100, 999)} ${random.between(10, 99)} ${random.between(10, 99)}`;
  const title = random.pick(person.department.titles);
  return { attributes: attributesOf(person, kind < 7 ? { phone } : { phone, title }) };
}

/** A role is given to a user. */
export function assignment(userId: string, roleId: string) {
  return { type: 'RoleAssignedToUserEvent', data: { userId, roleId } } as const;
}

/** A role is taken from a user. */
export function withdrawal(userId: string, roleId: string) {
  return { type: 'RoleUnassignedFromUserEvent', data: { userId, roleId } } as const;
}

/** A time on the first working day from `from` on, between 7 and 16 UTC. */
export function inOfficeHours(from: number, random: SeededRandom): number {
  return nextWorkday(from + day) + 7 * hour + random.between(0, 9 * hour);
}

function ticketNumber(random: SeededRandom): string {
  return `ACC-${random.between(10_000, 99_999)}`;
}

const grantReasons = [
  'Project access, approved by the team lead',
  'Covers a colleague on parental leave',
  'Promotion',
  'Vacation cover',
  'Needed for the quarter close',
  'Dry-dock season',
] as const;

const withdrawReasons = [
  'Project has ended',
  'Access review: no longer needed',
  'Cover has ended',
  'Moved to another task',
] as const;
