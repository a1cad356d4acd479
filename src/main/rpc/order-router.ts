import { implement } from '@orpc/server';
import { orders } from '../../shared/contract/contract.ts';
import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import type { Settings } from '../../shared/contract/workspace.ts';
import type { ActorType } from '../commands/event-records.ts';
import type { Commands } from '../commands/open-commands.ts';
import { isFinal } from '../commands/receipts.ts';

/** What is known of who gives an order. */
export type OrderContext = { readonly caller: ActorType };

/** What a connection to Kafka was found to be like. */
export type KafkaProbe = {
  readonly clusterId: string;
  readonly partitions: number;
  readonly records: number;
  readonly tookMs: number;
};

/** What orders are carried out by. */
export type OrderGround = {
  readonly commands: Commands;
  /** Why commands cannot be issued yet; null where they can. */
  whyNotYet(): Fault | null;
  settings(): Settings;
  /** Changes what is given; throws FaultError `commands_off` where the host gives no leave. */
  change(wish: { readonly operator?: string; readonly commandsOn?: boolean }): Settings;
  testKafka(wish: { readonly brokers: string; readonly topic: string }): Promise<KafkaProbe>;
};

/** The table of orders. In the window the actor is always the workspace's operator. */
export function orderRouter({ commands, whyNotYet, settings, change, testKafka }: OrderGround) {
  const table = implement(orders).$context<OrderContext>();
  return {
    commands: {
      issue: table.commands.issue.handler(async ({ input, context: { caller } }) => {
        const notYet = whyNotYet();
        if (notYet) throw new FaultError(notYet);
        const actor = caller === 'os_user' ? settings().operator : input.actor;
        const body = await commands.issue({ ...input, actor }, caller);
        const status: 200 | 202 = isFinal(body) ? 200 : 202;
        return { status, body };
      }),
      get: table.commands.get.handler(({ input }) => commands.get(input.commandId)),
      list: table.commands.list.handler(({ input }) => commands.list(input.limit)),
    },
    workspace: {
      settings: table.workspace.settings.handler(() => settings()),
      change: table.workspace.change.handler(({ input }) => change(input)),
      testKafka: table.workspace.testKafka.handler(({ input }) => testKafka(input)),
    },
  };
}
