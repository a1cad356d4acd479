import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Evolution } from '../../src/shared/domain/anomaly.ts';
import type { RoleEvent, UserEvent } from '../../src/shared/domain/events.ts';
import { evolveRole } from '../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
import { compareCodePoints } from '../../src/shared/kit/compare-code-points.ts';
import { arbitraryRoleEvent, arbitraryUserEvent } from '../support/arbitrary-event.ts';
import { deepFrozen } from '../support/deep-frozen.ts';

type Evolve<State, Event> = (before: State | null, event: Event, time: number) => Evolution<State>;

const ofOneUser = sameSubject(arbitraryUserEvent, 'userId');
const ofOneRole = sameSubject(arbitraryRoleEvent, 'roleId');

function sameSubject<Event extends UserEvent | RoleEvent>(
  event: fc.Arbitrary<Event>,
  id: 'userId' | 'roleId',
): fc.Arbitrary<Event[]> {
  return fc
    .array(event, { maxLength: 25 })
    .map((events) => events.map((one) => ({ ...one, data: { ...one.data, [id]: 'x-1' } })));
}

function fold<State, Event>(
  evolve: Evolve<State, Event>,
  events: readonly Event[],
  from: State | null = null,
  startsAt = 0,
): State | null {
  return events.reduce<State | null>(
    (state, event, index) => evolve(state, event, startsAt + index).state,
    from,
  );
}

function holdsFoldLaws<State extends { version: number; updatedAt: number | null }, Event>(
  evolve: Evolve<State, Event>,
  sequences: fc.Arbitrary<Event[]>,
): void {
  fc.assert(
    fc.property(sequences, fc.nat(25), (events, at) => {
      const whole = fold(evolve, events);
      const prefix = fold(evolve, events.slice(0, at));
      expect(fold(evolve, events.slice(at), prefix, Math.min(at, events.length))).toEqual(whole);
    }),
    { numRuns: 1_000 },
  );
  fc.assert(
    fc.property(sequences, (events) => {
      let before: State | null = null;
      for (const [time, event] of events.entries()) {
        const frozen: State | null = deepFrozen(before);
        const { state, anomalies }: Evolution<State> = evolve(frozen, deepFrozen(event), time);
        const isCounted: boolean = state.version === (before?.version ?? 0) + 1;
        // Either nothing happened, and it is the same state, or one version more, at this time.
        expect(isCounted ? state.updatedAt : before).toBe(isCounted ? time : state);
        if (before && anomalies.length > 0) expect(state).toBe(before);
        before = state;
      }
    }),
    { numRuns: 1_000 },
  );
}

test('fold of a user: prefix and rest give the whole; nothing throws, mutates or counts twice', () => {
  holdsFoldLaws(evolveUser, ofOneUser);
});

test('fold of a role: prefix and rest give the whole; nothing throws, mutates or counts twice', () => {
  holdsFoldLaws(evolveRole, ofOneRole);
});

test('a user holds roles by code point, each once, and none when deleted', () => {
  fc.assert(
    fc.property(ofOneUser, (events) => {
      const state = fold(evolveUser, events);
      if (!state) return;
      const roles = [...new Set(state.roles)].sort(compareCodePoints);
      expect(state.roles).toEqual(state.status === 'deleted' ? [] : roles);
      expect(state.deletedAt === null).toBe(state.status !== 'deleted');
    }),
  );
});
