import { setImmediate as nextTurn } from 'node:timers/promises';
import type { BulkChange } from '../../shared/contract/bulks.ts';
import type { Command } from '../../shared/domain/commands.ts';
import { decide } from '../../shared/domain/decide.ts';
import type { DecisionState, HouseRules } from '../../shared/domain/decision-state.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { bodyFor } from './bulk-command.ts';
import type { CommandsOptions } from './commands-options.ts';

/** A bulk that is looked at before anything is sent. */
export type BulkRehearsal = {
  readonly change: BulkChange;
  readonly actor: string;
  readonly reason: string;
  readonly ticket: string | null;
  readonly who: readonly string[];
};

/** What would become of one pasted name. */
export type BulkVerdict = {
  readonly said: string;
  readonly userId: string | null;
  readonly username: string | null;
  readonly verdict: 'ready' | 'refused' | 'nothing_to_do' | 'repeated' | 'not_found';
  readonly code: string | null;
  readonly text: string | null;
};

type Ground = CommandsOptions['ground'];
type Walk = {
  readonly ground: Ground;
  readonly cut: Cut;
  readonly house: HouseRules;
  readonly asked: BulkRehearsal;
  readonly named: ReadonlyMap<string, string>;
  readonly seen: Set<string>;
  /** By protected role: who holds it still when the lines before are done; found out when it is needed. */
  readonly holders: Map<string, Set<string>>;
};

const nothingToDo: ReadonlySet<string> = new Set(['already_held', 'not_held']);

/** So long the thread is kept from its other work, ms: it reads the log and carries out commands. */
const stretchMs = 10;

/** A verdict for each name in the order given, each on the state that the lines before would leave. Nothing is sent. */
export async function rehearseBulk({ ground, house }: CommandsOptions, asked: BulkRehearsal) {
  const cut = ground.head();
  const names = asked.who.map((said) => said.trim()).filter((said) => said !== '');
  const walk: Walk = {
    ...{ ground, cut, house: house(), asked, seen: new Set(), holders: new Map() },
    named: ground.usersNamed(cut, names),
  };
  const lines: BulkVerdict[] = [];
  let until = performance.now() + stretchMs;
  for (const said of names) {
    lines.push(verdictOn(walk, said));
    if (performance.now() < until) continue;
    await nextTurn();
    until = performance.now() + stretchMs;
  }
  const ready = lines.filter(({ verdict }) => verdict === 'ready').length;
  return { lines, ready, decidedAt: { token: ground.token(cut) } };
}

function verdictOn(walk: Walk, said: string): BulkVerdict {
  const { ground, cut, asked, house, seen } = walk;
  const userId = walk.named.get(said) ?? null;
  if (userId === null) {
    const text = 'No user has this id, username or e-mail.';
    return { said, userId, username: null, verdict: 'not_found', code: 'unknown_user', text };
  }
  const { actor, reason, ticket } = asked;
  const body = bodyFor(asked.change, userId);
  const command = { ...body, commandId: '', actor, reason, ticket } as Command;
  // Who holds a protected role is found out once for all lines, not for each.
  const unprotected = { ...house, protectedRoles: [] };
  const state = afterLinesBefore(walk, ground.state(cut, command, unprotected));
  const username = state.user?.username ?? null;
  if (seen.has(userId)) {
    const text = 'Named before in this list.';
    return { said, userId, username, verdict: 'repeated', code: null, text };
  }
  seen.add(userId);
  const decision = decide(state, command, house);
  if (decision.ok) {
    noteLoss(walk, state);
    return { said, userId, username, verdict: 'ready', code: null, text: null };
  }
  const { code, text } = decision.error;
  const verdict = nothingToDo.has(code) ? 'nothing_to_do' : 'refused';
  return { said, userId, username, verdict, code, text };
}

/** The protected roles only this user would still hold when the lines before are done. */
function afterLinesBefore(walk: Walk, state: DecisionState): DecisionState {
  const { user } = state;
  if (user === null) return state;
  const onlyHolderOf = lostBy(walk.asked.change, user.roles).filter((roleId) => {
    if (!walk.house.protectedRoles.includes(roleId)) return false;
    const holders = holdersOf(walk, roleId);
    return holders.size === 1 && holders.has(user.userId);
  });
  return { ...state, onlyHolderOf };
}

function holdersOf({ ground, cut, holders }: Walk, roleId: string): Set<string> {
  const found = holders.get(roleId) ?? new Set(ground.holders(cut, roleId));
  holders.set(roleId, found);
  return found;
}

function noteLoss({ holders, asked }: Walk, { user }: DecisionState): void {
  if (user === null) return;
  for (const roleId of lostBy(asked.change, user.roles)) holders.get(roleId)?.delete(user.userId);
}

function lostBy(change: BulkChange, held: readonly string[]): readonly string[] {
  if (change.type === 'DeleteUser') return held;
  return change.type === 'UnassignRoleFromUser' ? [change.roleId] : [];
}
