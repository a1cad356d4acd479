import type { CommandDraft } from '../../../shared/contract/command-bodies.ts';

/** All of a command that its id stands for. */
export type CommandOrder = {
  readonly draft: CommandDraft;
  readonly actor: string;
  readonly reason: string;
  readonly ticket: string;
};

/** The ids of commands that were begun. */
type CommandIds = {
  /** The id of this order: the same until it is spent, so that trying again has one effect. */
  idOf(order: CommandOrder): string;
  /** Says that nothing more becomes of the id: the same order again is another command. */
  spend(commandId: string): void;
};

/** Keeps one id an order; `newId` makes a UUID. */
export function createCommandIds(newId: () => string): CommandIds {
  const known = new Map<string, string>();
  return {
    idOf: (order) => {
      const key = keyOf(order);
      const id = known.get(key) ?? newId();
      known.set(key, id);
      return id;
    },
    spend: (commandId) => {
      for (const [key, id] of known) if (id === commandId) known.delete(key);
    },
  };
}

function keyOf({ draft, actor, reason, ticket }: CommandOrder): string {
  return JSON.stringify([draft.type, draft.data, actor.trim(), reason.trim(), ticket.trim()]);
}
