import { expect } from 'vitest';
import type { AnomalyCode } from '../../src/shared/domain/anomaly.ts';
import type { Command } from '../../src/shared/domain/commands.ts';
import { decide, type RuleCode } from '../../src/shared/domain/decide.ts';
import {
  type DecisionState,
  type HouseRules,
  noHouseRules,
  unseen,
} from '../../src/shared/domain/decision-state.ts';
import type { DomainEvent, RoleEvent, UserEvent } from '../../src/shared/domain/events.ts';
import { isRoleEvent } from '../../src/shared/domain/events.ts';
import { evolveRole } from '../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
import type { RoleState } from '../../src/shared/domain/role-state.ts';
import type { UserState } from '../../src/shared/domain/user-state.ts';

type Outcome<State> = { readonly state: State; readonly anomalies: readonly AnomalyCode[] };

/** What must come of an event: the fields that change, all others as before, and the anomalies. */
type Expected<State> = {
  readonly changes?: Partial<State>;
  readonly anomalies?: readonly AnomalyCode[];
};

/** Folds events of one user; the n-th happens at time n. */
export function userAfter(...events: readonly UserEvent[]): UserState | null {
  return events.reduce<UserState | null>(
    (state, event, index) => evolveUser(state, event, index + 1).state,
    null,
  );
}

/** Folds events of one role; the n-th happens at time n. */
export function roleAfter(...events: readonly RoleEvent[]): RoleState | null {
  return events.reduce<RoleState | null>(
    (state, event, index) => evolveRole(state, event, index + 1).state,
    null,
  );
}

/** Given a user's events, when one more happens at time 100, then... */
export function givenUser(...events: readonly UserEvent[]) {
  const before = userAfter(...events);
  return {
    when: (event: UserEvent) => outcome<UserState>(before, evolveUser(before, event, 100)),
  };
}

/** Given a role's events, when one more happens at time 100, then... */
export function givenRole(...events: readonly RoleEvent[]) {
  const before = roleAfter(...events);
  return {
    when: (event: RoleEvent) => outcome<RoleState>(before, evolveRole(before, event, 100)),
  };
}

function outcome<State>(before: State | null, after: Outcome<State>) {
  return {
    /** Compares the whole state: what is not named must be as it was. */
    thenChanges({ changes = {}, anomalies = [] }: Expected<State>): void {
      expect(after).toEqual({ state: { ...before, ...changes } as State, anomalies });
    },
    /** Nothing but the anomaly: the very same state. */
    thenOnlyReports(...anomalies: readonly AnomalyCode[]): void {
      expect(after.state).toBe(before);
      expect(after.anomalies).toEqual(anomalies);
    },
  };
}

/** What else a command is decided on. */
type Circumstances = Partial<DecisionState> & { readonly house?: HouseRules };

/** Given events of one user and one role, when a command is issued, then... */
export function given(...events: readonly DomainEvent[]) {
  const user = userAfter(...events.filter((event): event is UserEvent => !isRoleEvent(event)));
  const role = roleAfter(...events.filter(isRoleEvent));
  return {
    /** `more`: what the events of one user and one role do not tell, and the rules of the workspace. */
    whenIssued: (command: Command, { house = noHouseRules, ...more }: Circumstances = {}) => {
      const verdict = decide({ ...unseen, user, role, ...more }, command, house);
      return {
        thenAppends: (...appended: readonly DomainEvent[]): void => {
          expect(verdict).toEqual({ ok: true, value: appended });
        },
        thenRefuses: (code: RuleCode, says: RegExp): void => {
          expect(verdict).toMatchObject({ ok: false, error: { code } });
          expect(verdict.ok ? '' : verdict.error.text).toMatch(says);
        },
      };
    },
  };
}
