import { day, hour, midnight, minute, nextWorkday, second } from './calendar.ts';
import { assignment, creation, update, withdrawal } from './careers.ts';
import type { CastName } from './cast.ts';
import { type Moment, operator, platformSetup, signInOf } from './moment.ts';
import { castOf, type Person, type Span } from './people.ts';
import { administrator, retiredRole } from './roles.ts';
import type { SeededRandom } from './seeded-random.ts';
import { signIn } from './sign-ins.ts';

/** What a story is told with. */
type Stage = {
  readonly span: Span;
  readonly random: SeededRandom;
  readonly people: readonly Person[];
  readonly who: (name: CastName) => Person;
};

/** The stories an auditor can find in the sample, as moments of well-formed events. */
export function storiesOf(people: readonly Person[], span: Span, random: SeededRandom): Moment[] {
  const stage: Stage = { span, random, people, who: (name) => castOf(people, name) };
  const stories = [
    standingRights,
    nightGrant,
    ghostSignsIn,
    roleDeletedWhileHeld,
    updatedBeforeCreated,
    changeOfName,
    returnsNextYear,
    grantedTwice,
    shipOffline,
  ];
  return stories.flatMap((story) => story(stage));
}

function standingRights({ span, who }: Stage): Moment[] {
  const rights: readonly (readonly [CastName, string])[] = [
    ['identityLead', administrator],
    ['identityLead', 'identity-operator'],
    ['nightOperator', 'identity-operator'],
    ['dayOperator', 'identity-operator'],
    ['deskOperator', 'identity-operator'],
    ['securityLead', 'security-administrator'],
    ['auditor', 'auditor'],
  ];
  return rights.map(([name, roleId], index) => ({
    time: span.start + 3 * hour + index * second,
    event: assignment(who(name).userId, roleId),
    author: platformSetup,
    reason: 'Named by the board',
  }));
}

/** An administrator role is granted at 02:13 and withdrawn 40 minutes later; in between it is used. */
function nightGrant({ span, who, random }: Stage): Moment[] {
  const guest = who('nightGuest');
  const start = midnight(span.end - 83 * day) + 2 * hour + 13 * minute + 7 * second;
  const byOperator = { author: operator(who('nightOperator').username), ticket: 'INC-2291' };
  const byGuest = { author: operator(guest.username) };
  const grant = assignment(guest.userId, administrator);
  const own = 'payment-approver';
  return [
    { ...byOperator, time: start, event: grant, reason: 'Emergency access for incident INC-2291' },
    signIn(guest, start + 2 * minute, random),
    { ...byGuest, time: start + 11 * minute, event: assignment(guest.userId, own), reason: 'test' },
    {
      ...byGuest,
      time: start + 31 * minute,
      event: withdrawal(guest.userId, own),
      reason: 'test done',
    },
    {
      ...byOperator,
      time: start + 40 * minute,
      event: withdrawal(guest.userId, administrator),
      reason: 'Incident closed',
    },
  ];
}

/** An account is deleted, and still signs in, at night and from elsewhere. */
function ghostSignsIn({ who }: Stage): Moment[] {
  const { userId, leaves } = who('ghost');
  const nights = [2 * day + 14 * hour, 5 * day + 13 * hour, 9 * day + 18 * hour];
  return nights.map((after) => ({
    time: (leaves ?? 0) + after + 41 * minute,
    event: {
      type: 'UserLoggedInEvent',
      data: { userId, ip: '203.0.113.47', userAgent: 'python-requests/2.32', method: 'password' },
    },
    author: signInOf(userId),
  }));
}

function roleDeletedWhileHeld({ span, who, people }: Stage): Moment[] {
  const first = span.start + 4 * hour;
  const holders = people
    .filter(({ department, leaves, joins }) => {
      return department.name === 'Passenger Service' && leaves === null && joins < first;
    })
    .slice(0, 5);
  const granted = holders.map(({ userId }, index) => ({
    time: first + index * second,
    event: assignment(userId, retiredRole),
    author: platformSetup,
    reason: 'Taken over from the old directory',
  }));
  const end = nextWorkday(span.start + 400 * day) + 10 * hour;
  const author = operator(who('deskOperator').username);
  const reason = 'The old booking desk was switched off';
  const deleted = { type: 'RoleDeletedEvent', data: { roleId: retiredRole } } as const;
  const tidied = withdrawal(holders[0]?.userId ?? '', retiredRole);
  return [
    ...granted,
    { time: end, event: deleted, author, reason, ticket: 'ACC-10417' },
    {
      time: nextWorkday(end + 60 * day) + 9 * hour,
      event: tidied,
      author,
      reason: 'Access review',
    },
  ];
}

function updatedBeforeCreated({ who }: Stage): Moment[] {
  const { userId, joins } = who('earlyBird');
  const attributes = { note: 'pre-boarding' };
  return [update(userId, joins - 40 * second, { attributes })];
}

function changeOfName({ span, who }: Stage): Moment[] {
  const { userId } = who('newlywed');
  const changes = {
    username: 'zberganagnostou',
    email: 'zoe.berg-anagnostou@tolveden.example',
    displayName: 'Zoë Berg-Anagnostou',
  };
  const time = nextWorkday(span.end - 200 * day) + 8 * hour + 20 * minute;
  return [{ ...update(userId, time, changes), reason: 'Change of name', ticket: 'HR-3310' }];
}

function returnsNextYear({ who, random }: Stage): Moment[] {
  const person = who('returner');
  const back = nextWorkday((person.leaves ?? 0) + 100 * day) + 7 * hour;
  const author = operator(who('dayOperator').username);
  const reason = 'Joiner: comes back for the season';
  return [
    creation(person, back),
    { time: back + 5 * second, event: assignment(person.userId, 'employee'), author, reason },
    { time: back + 40 * minute, event: assignment(person.userId, 'ticket-agent'), author, reason },
    signIn(person, back + 2 * hour, random),
    signIn(person, back + 26 * hour, random),
  ];
}

function grantedTwice({ span, who }: Stage): Moment[] {
  const { userId } = who('auditor');
  const time = nextWorkday(span.end - 150 * day) + 13 * hour;
  const author = operator(who('deskOperator').username);
  return [
    {
      time,
      event: assignment(userId, 'auditor'),
      author,
      reason: 'Half-year audit',
      ticket: 'ACC-55120',
    },
  ];
}

/** A ship without a link sends its sign-ins six hours late, all at once. */
function shipOffline({ span, people, random }: Stage): Moment[] {
  const landed = midnight(span.end - 95 * day) + 15 * hour;
  const crew = people.filter(({ department, leaves, joins }) => {
    return department.name === 'Fleet' && leaves === null && joins < landed - 30 * day;
  });
  return crew.slice(4, 16).map((person, index) => ({
    ...signIn(person, landed - 6 * hour + index * 26 * minute, random),
    received: landed + index * 240,
  }));
}
