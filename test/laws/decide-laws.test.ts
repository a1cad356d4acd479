import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, commandTypes } from '../../src/shared/domain/commands.ts';
import { decide, isRefusedByContent } from '../../src/shared/domain/decide.ts';
import type { RoleEvent, UserEvent } from '../../src/shared/domain/events.ts';
import { isRoleEvent } from '../../src/shared/domain/events.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
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

const commands: fc.Arbitrary<Command> = fc.record({
  commandId: fc.uuid(),
  type: fc.constantFrom(...commandTypes),
  data: fc.constant(data),
  actor: fc.constantFrom('eve', 'eve', 'eve', ''),
  reason: fc.constantFrom('needed', 'needed', 'needed', ' '),
  ticket: fc.constant(null),
});

test('decide never emits what evolve cannot apply without an anomaly, and issuing it again is refused', () => {
  let emitted = 0;
  fc.assert(
    fc.property(userEvents, roleEvents, commands, (ofUser, ofRole, command) => {
      const role = roleAfter(...ofRole);
      let user = userAfter(...ofUser);
      const verdict = decide(deepFrozen({ user, role, isSplit: false }), deepFrozen(command));
      if (!verdict.ok) return;
      for (const event of verdict.value) {
        if (isRoleEvent(event)) throw new Error(`A role change changes users only: ${event.type}`);
        const { state, anomalies } = evolveUser(user, event, 1_000);
        expect(anomalies).toEqual([]);
        expect(state.version).toBe((user?.version ?? 0) + 1);
        user = state;
        emitted++;
      }
      expect(decide({ user, role, isSplit: false }, command).ok).toBe(false);
    }),
    { numRuns: 3_000 },
  );
  expect(emitted).toBeGreaterThan(200);
});

test('a command refused by its content is refused in every state', () => {
  fc.assert(
    fc.property(
      userEvents,
      roleEvents,
      fc.boolean(),
      commands,
      (ofUser, ofRole, isSplit, command) => {
        const nowhere = decide({ user: null, role: null, isSplit: false }, command);
        const here = decide(
          { user: userAfter(...ofUser), role: roleAfter(...ofRole), isSplit },
          command,
        );
        if (nowhere.ok || !isRefusedByContent(nowhere.error.code)) return;
        expect(here).toEqual(nowhere);
      },
    ),
  );
});
