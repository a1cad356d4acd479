import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Command, CommandBody } from '../../src/shared/domain/commands.ts';
import { compensateUserEvent } from '../../src/shared/domain/compensate.ts';
import { contentRefusal, decide, examine } from '../../src/shared/domain/decide.ts';
import {
  type DecisionState,
  type HouseRules,
  noHouseRules,
} from '../../src/shared/domain/decision-state.ts';
import {
  eventTypes,
  isRoleEvent,
  type RoleEvent,
  type UserEvent,
} from '../../src/shared/domain/events.ts';
import { evolveRole } from '../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
import type { RoleState } from '../../src/shared/domain/role-state.ts';
import type { UserState } from '../../src/shared/domain/user-state.ts';
import { arbitraryRoleEvent, arbitraryUserEvent } from '../support/arbitrary-event.ts';
import { deepFrozen } from '../support/deep-frozen.ts';
import { roleAfter, userAfter } from '../support/given-when-then.ts';

const data = { userId: 'u-1', roleId: 'r-1' };

const born: UserEvent = {
  type: 'UserCreatedEvent',
  data: { userId: 'u-1', username: 'ada', email: '', displayName: null, attributes: null },
};

// Half of the users are created at first: others are rarely active.
const userEvents = fc
  .tuple(fc.boolean(), fc.array(arbitraryUserEvent, { maxLength: 8 }))
  .map(([isBorn, events]) => [
    ...(isBorn ? [born] : []),
    ...events.map((event) => withIds(event, data)),
  ]);
const roleEvents = fc
  .array(arbitraryRoleEvent, { maxLength: 4 })
  .map((events) => events.map((event) => withIds(event, { roleId: 'r-1' })));

function withIds<Event extends UserEvent | RoleEvent>(
  event: Event,
  ids: Partial<typeof data>,
): Event {
  const known = Object.entries(ids).filter(([name]) => name in event.data);
  return { ...event, data: { ...event.data, ...Object.fromEntries(known) } };
}

const namesakes = { username: null, email: null, roleName: null };
const fields = { username: 'ada', email: 'ada@acme.example', displayName: null, attributes: null };
const roleFields = { name: 'Admin', description: null, permissions: [] };
const bodies: fc.Arbitrary<CommandBody> = fc.constantFrom<CommandBody[]>(
  { type: 'CreateUser', data: { userId: 'u-1', ...fields } },
  { type: 'UpdateUser', data: { userId: 'u-1', changes: { username: 'eva' } } },
  { type: 'UpdateUser', data: { userId: 'u-1', changes: { attributes: { a: [1] } } } },
  { type: 'DeleteUser', data: { userId: 'u-1' } },
  { type: 'AssignRoleToUser', data },
  { type: 'UnassignRoleFromUser', data },
  { type: 'CreateRole', data: { roleId: 'r-1', ...roleFields } },
  { type: 'UpdateRole', data: { roleId: 'r-1', changes: { permissions: ['x:y'] } } },
  { type: 'DeleteRole', data: { roleId: 'r-1', withHolders: true } },
);
const commands: fc.Arbitrary<Command> = fc
  .record({
    commandId: fc.uuid(),
    actor: fc.constantFrom('eve', 'eve', 'eve', ''),
    reason: fc.constantFrom('needed', 'needed', 'needed', ' '),
    ticket: fc.constantFrom(null, 'INC-1'),
  })
  .chain((occasion) => bodies.map((body) => ({ ...occasion, ...body })));
const houses: fc.Arbitrary<HouseRules> = fc.record({
  protectedRoles: fc.constantFrom([], ['r-1']),
  ticketPattern: fc.constantFrom(null, null, 'INC-#'),
});

/** The state of one user and one role, where nobody else holds or is called anything. */
function stateOf(user: UserState | null, role: RoleState | null, house: HouseRules): DecisionState {
  const holders = user?.roles.includes('r-1') ? ['u-1'] : [];
  const onlyHolderOf = house.protectedRoles.filter((roleId) => user?.roles.includes(roleId));
  return { user, role, splitSubjects: [], namesakes, holders, onlyHolderOf };
}

test('decide never emits what evolve cannot apply without an anomaly, and issuing it again is refused', () => {
  const emitted = new Set<string>();
  fc.assert(
    fc.property(userEvents, roleEvents, commands, houses, (ofUser, ofRole, command, house) => {
      let role = roleAfter(...ofRole);
      let user = userAfter(...ofUser);
      const state = deepFrozen(stateOf(user, role, house));
      const verdict = decide(state, deepFrozen(command), deepFrozen(house));
      if (!verdict.ok) return;
      for (const event of verdict.value) {
        emitted.add(event.type);
        const before = isRoleEvent(event) ? role : user;
        const { state: after, anomalies } = isRoleEvent(event)
          ? evolveRole(role, event, 1_000)
          : evolveUser(user, event, 1_000);
        expect(anomalies).toEqual([]);
        expect(after.version).toBe((before?.version ?? 0) + 1);
        if (isRoleEvent(event)) role = after as RoleState;
        else user = after as UserState;
      }
      expect(decide(stateOf(user, role, house), command, house).ok).toBe(false);
    }),
    { numRuns: 6_000 },
  );
  expect([...emitted].sort()).toEqual(
    eventTypes.filter((type) => type !== 'UserLoggedInEvent').toSorted(),
  );
});

test('a command refused by its content is refused so in every state', () => {
  fc.assert(
    fc.property(userEvents, roleEvents, commands, houses, (ofUser, ofRole, command, house) => {
      const refusal = contentRefusal(command, house);
      const here = stateOf(userAfter(...ofUser), roleAfter(...ofRole), house);
      const verdict = decide(here, command, house);
      if (refusal) expect(verdict).toEqual({ ok: false, error: refusal });
    }),
  );
});

test('a command is refused exactly where one of its rules is broken, by the first of them', () => {
  fc.assert(
    fc.property(userEvents, roleEvents, commands, houses, (ofUser, ofRole, command, house) => {
      const here = stateOf(userAfter(...ofUser), roleAfter(...ofRole), house);
      const broken = examine(here, command, house).find(({ why }) => why !== null);
      const verdict = decide(here, command, house);
      expect(verdict.ok ? undefined : verdict.error.code).toBe(broken?.code);
    }),
  );
});

test('what takes an event back brings the state back, where the rules allow it', () => {
  let undone = 0;
  fc.assert(
    fc.property(userEvents, commands, (ofUser, command) => {
      const below = userAfter(...ofUser);
      const verdict = decide(stateOf(below, someRole, noHouseRules), command, noHouseRules);
      const [event] = verdict.ok ? verdict.value : [];
      if (!event || isRoleEvent(event) || below?.status !== 'active') return;
      const now = evolveUser(below, event, 2_000).state;
      const back = compensateUserEvent(event, { below, now });
      if (!back.ok) return;
      const again = { ...command, ...back.value.body, actor: 'eve', reason: 'back', ticket: null };
      const second = decide(stateOf(now, someRole, noHouseRules), again, noHouseRules);
      if (!second.ok) return;
      const [answer] = second.value;
      if (!answer || isRoleEvent(answer)) throw new Error('It takes one event of the user.');
      const { username, email, displayName, attributes, status, roles } = below;
      const after = evolveUser(now, answer, 3_000).state;
      expect(after).toMatchObject({ username, email, displayName, status });
      expect(after.attributes).toEqual(attributes);
      if (event.type !== 'UserDeletedEvent') expect(after.roles).toEqual(roles);
      undone++;
    }),
    { numRuns: 3_000 },
  );
  expect(undone).toBeGreaterThan(100);
});

const someRole = roleAfter({ type: 'RoleCreatedEvent', data: { roleId: 'r-1', ...roleFields } });
