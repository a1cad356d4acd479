import { ordersClient } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import type { CommandDoor } from './carry-out.ts';

/** The writer's door for commands. */
export const commandDoor: CommandDoor = {
  issue: async ({ commandId, type, userId, roleId, actor, reason, ticket, basis }) => {
    const { body } = await ordersClient.commands.issue({
      commandId,
      type,
      data: { userId, roleId },
      actor,
      reason,
      ticket: ticket.trim() || null,
      basis,
    });
    return body;
  },
  get: (commandId) => ordersClient.commands.get({ commandId }),
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  faultOf,
};
