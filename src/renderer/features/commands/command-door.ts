import { ordersClient } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import type { CommandDoor } from './carry-out.ts';

/** The writer's door for commands. */
export const commandDoor: CommandDoor = {
  issue: async ({ draft, commandId, actor, reason, ticket, basis }) => {
    const said = { commandId, actor, reason, ticket: ticket.trim() || null, basis };
    const { body } = await ordersClient.commands.issue({ ...draft, ...said });
    return body;
  },
  get: (commandId) => ordersClient.commands.get({ commandId }),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  faultOf,
};
