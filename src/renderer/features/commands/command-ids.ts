import type { CommandDraft } from '../../../shared/contract/command-bodies.ts';
import type { RoleChange } from './role-effect.ts';

/** All of a command that its id stands for. */
export type CommandBody = RoleChange & {
  readonly userId: string;
  readonly actor: string;
  readonly reason: string;
  readonly ticket: string;
};

/** What a role change asks for, as it travels. */
export function bodyOf({ type, userId, roleId }: CommandBody): CommandDraft {
  return { type, data: { userId, roleId } };
}

/** The ids of commands that were begun. */
type CommandIds = {
  /** The id of this body: the same until it is spent, so that trying again has one effect. */
  idOf(body: CommandBody): string;
  /** Says that nothing more becomes of the id: the same body again is another command. */
  spend(commandId: string): void;
};

/** Keeps one id a command body; `newId` makes a UUID. */
export function createCommandIds(newId: () => string): CommandIds {
  const known = new Map<string, string>();
  return {
    idOf: (body) => {
      const key = keyOf(body);
      const id = known.get(key) ?? newId();
      known.set(key, id);
      return id;
    },
    spend: (commandId) => {
      for (const [key, id] of known) if (id === commandId) known.delete(key);
    },
  };
}

function keyOf({ type, roleId, userId, actor, reason, ticket }: CommandBody): string {
  return JSON.stringify([type, roleId, userId, actor.trim(), reason.trim(), ticket.trim()]);
}
