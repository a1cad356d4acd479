import type { Rehearsal as RehearsalAnswer } from '../../shared/contract/rehearsal.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide, examine } from '../../shared/domain/decide.ts';
import type { DecisionState } from '../../shared/domain/decision-state.ts';
import { type DomainEvent, isRoleEvent, subjectOf } from '../../shared/domain/events.ts';
import { evolveRole } from '../../shared/domain/evolve-role.ts';
import { evolveUser } from '../../shared/domain/evolve-user.ts';
import type { RoleState } from '../../shared/domain/role-state.ts';
import { ruleSentence } from '../../shared/domain/rule-sentences.ts';
import type { UserState } from '../../shared/domain/user-state.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { CommandsOptions } from './commands-options.ts';
import { concernedSubjects } from './concerned-subjects.ts';
import { placeEvents } from './place-events.ts';

/** What a command would do if it were sent now. */
export type Rehearsal = RehearsalAnswer;

/** How many subjects are shown before and after, and how many events since the basis. */
const mostShown = 50;

type Subject = Rehearsal['subjects'][number];

/** Plays a command on the state as it is read now: rules, events, before and after. Nothing is sent. */
export async function rehearse(
  { ground, log, house, now }: CommandsOptions,
  command: Command,
  basis: string | null,
): Promise<Rehearsal> {
  const cut = ground.head();
  const rules = house();
  const state = ground.state(cut, command, rules);
  const verdicts = examine(state, command, rules);
  const decision = decide(state, command, rules);
  const events = decision.ok ? decision.value : [];
  const placed = await placeEvents({ ground, log }, events);
  const subjects = subjectsOf(state, command, { events, now: now() });
  return {
    decidedAt: { token: ground.token(cut) },
    rules: verdicts.map((verdict) => ({ ...verdict, rule: ruleSentence(verdict.code) ?? '' })),
    refusal: decision.ok
      ? null
      : { ...decision.error, rule: ruleSentence(decision.error.code) ?? '' },
    events: placed.map(({ event, partition }) => ({
      type: event.type,
      key: subjectOf(event).id,
      partition,
      data: { ...event.data },
    })),
    subjects: subjects.slice(0, mostShown),
    subjectsTotal: subjects.length,
    since: basis === null ? null : sinceBasis(ground, command, { basis, head: cut }),
    fence: await log.fence().catch(() => null),
  };
}

type Outcome = { readonly events: readonly DomainEvent[]; readonly now: number };

function subjectsOf(state: DecisionState, command: Command, { events, now }: Outcome): Subject[] {
  const { user, role } = state;
  const userAfter = events.reduce<UserState | null>(
    (before, event) => (isRoleEvent(event) ? before : evolveUser(before, event, now).state),
    user,
  );
  const roleAfter = events.reduce<RoleState | null>(
    (before, event) => (isRoleEvent(event) ? evolveRole(before, event, now).state : before),
    role,
  );
  const found: Subject[] = [];
  const changesUser = 'userId' in command.data;
  if (changesUser) found.push(userSubject(command.data.userId, user, userAfter));
  else if ('roleId' in command.data) {
    found.push(roleSubject(command.data.roleId, role, roleAfter));
    const { roleId } = command.data;
    if (command.type === 'DeleteRole' && events.length > 0) {
      found.push(...state.holders.map((userId) => losingSubject(userId, roleId)));
    }
  }
  return found;
}

function userSubject(id: string, before: UserState | null, after: UserState | null): Subject {
  const name = (after ?? before)?.username ?? null;
  return { kind: 'user', id, name, before: userFields(before), after: userFields(after) };
}

function userFields(state: UserState | null) {
  if (state === null) return null;
  const { status, username, email, displayName, attributes, roles } = state;
  return {
    status,
    username,
    email,
    displayName,
    attributes: attributes && { ...attributes },
    roles: [...roles],
  };
}

function roleSubject(id: string, before: RoleState | null, after: RoleState | null): Subject {
  const name = (after ?? before)?.name ?? null;
  return { kind: 'role', id, name, before: roleFields(before), after: roleFields(after) };
}

function roleFields(state: RoleState | null) {
  if (state === null) return null;
  const { status, name, description, permissions } = state;
  return { status, name, description, permissions: [...permissions] };
}

/** A holder of a role that goes: only what it loses is shown. */
function losingSubject(userId: string, roleId: string): Subject {
  return {
    kind: 'user',
    id: userId,
    name: null,
    before: { roles: [roleId] },
    after: { roles: [] },
  };
}

type Basis = { readonly basis: string; readonly head: Cut };

function sinceBasis(
  ground: CommandsOptions['ground'],
  command: Command,
  { basis, head }: Basis,
): Rehearsal['since'] {
  const from = ground.resolve(basis);
  const touched = ground.eventsBetween(from, head, concernedSubjects(command));
  return {
    ageMs: Math.max(0, ground.timeOf(head) - ground.timeOf(from)),
    touched: touched.slice(-mostShown).map(({ partition, offset, event, actor, time }) => ({
      ...{ partition, offset, actor },
      type: event.type,
      time: new Date(time).toISOString(),
    })),
  };
}
