import { implement } from '@orpc/server';
import type { Receipt } from '../../shared/contract/commands.ts';
import { orders } from '../../shared/contract/contract.ts';
import { type Fault, FaultError } from '../../shared/contract/fault.ts';
import type { TellingStanding, ToldOf } from '../../shared/contract/notices.ts';
import type { Settings, SettingsWish } from '../../shared/contract/workspace.ts';
import type { ActorType } from '../commands/event-records.ts';
import type { Bulks } from '../commands/open-bulks.ts';
import type { Commands } from '../commands/open-commands.ts';
import { isFinal } from '../commands/receipts.ts';
import type { BulkRehearsal, BulkVerdict } from '../commands/rehearse-bulk.ts';

/** What is known of who gives an order. */
export type OrderContext = { readonly caller: ActorType };

/** What a connection to Kafka was found to be like. */
export type KafkaProbe = {
  readonly clusterId: string;
  readonly partitions: number;
  readonly records: number;
  readonly tookMs: number;
};

/** What other services were told of this log, as far as this user may see it. Rejects with FaultError. */
export type ToldOthers = {
  /** By subscription, what became of telling of the event in a record. */
  ofRecord(place: { readonly partition: number; readonly offset: number }): Promise<ToldOf[]>;
  /** How far the telling of each subscription is. */
  status(): Promise<TellingStanding[]>;
};

/** A form that was begun, as it travels. */
type Draft = { readonly key: string; readonly form: string; readonly savedAt: string };

/** What orders are carried out by. */
export type OrderGround = {
  readonly commands: Omit<Commands, 'settle' | 'close' | 'find'>;
  readonly bulks: Omit<Bulks, 'close'> & {
    rehearse(asked: BulkRehearsal): Promise<{
      lines: BulkVerdict[];
      ready: number;
      decidedAt: { token: string };
    }>;
  };
  readonly drafts: {
    list(): Draft[];
    save(draft: { readonly key: string; readonly form: string }): void;
    drop(key: string): void;
  };
  /** Why commands cannot be issued yet; null where they can. */
  whyNotYet(): Fault | null;
  settings(): Settings;
  /** Changes what is given; throws FaultError `commands_off` where the host gives no leave. */
  change(wish: SettingsWish): Settings;
  testKafka(wish: { readonly brokers: string; readonly topic: string }): Promise<KafkaProbe>;
  readonly told: ToldOthers;
};

/** The table of orders. In the window the actor is always the workspace's operator. */
export function orderRouter(ground: OrderGround) {
  const { drafts, settings, change, testKafka, told } = ground;
  const { drafts: draftsTable, notices, workspace } = implement(orders).$context<OrderContext>();
  return {
    commands: commandTable(ground),
    bulks: bulkTable(ground),
    drafts: {
      list: draftsTable.list.handler(() => ({ drafts: drafts.list() })),
      save: draftsTable.save.handler(({ input }) => {
        drafts.save(input);
        return {};
      }),
      drop: draftsTable.drop.handler(({ input }) => {
        drafts.drop(input.key);
        return {};
      }),
    },
    notices: {
      ofRecord: notices.ofRecord.handler(async ({ input }) => ({
        subscriptions: await told.ofRecord(input),
      })),
      status: notices.status.handler(async () => ({ subscriptions: await told.status() })),
    },
    workspace: {
      settings: workspace.settings.handler(() => settings()),
      change: workspace.change.handler(({ input }) => change(input)),
      testKafka: workspace.testKafka.handler(({ input }) => testKafka(input)),
    },
  };
}

function commandTable(ground: OrderGround) {
  const { commands } = ground;
  const { commands: table } = implement(orders).$context<OrderContext>();
  return {
    issue: table.issue.handler(async ({ input, context: { caller } }) => {
      refuseNotYet(ground);
      const body = await commands.issue(byCaller(ground, input, caller), caller);
      const status: 200 | 202 = isFinal(body) ? 200 : 202;
      return { status, body };
    }),
    rehearse: table.rehearse.handler(({ input, context: { caller } }) =>
      commands.rehearse(byCaller(ground, input, caller)),
    ),
    undo: table.undo.handler(({ input }) => {
      const { draft, why, notes, formerHolders } = commands.undo(input);
      return { draft, why, notes: [...notes], formerHolders: [...formerHolders] };
    }),
    get: table.get.handler(({ input }) => commands.get(input.commandId)),
    cancel: table.cancel.handler(({ input }) => commands.cancel(input.commandId)),
    list: table.list.handler(({ input: { limit, after, status, search } }) => {
      const sought = search?.trim().toLowerCase() || null;
      const found = commands.list({ limit, after: after ?? null, status, search: sought });
      return { ...found, commands: found.commands as Receipt[] };
    }),
  };
}

function bulkTable(ground: OrderGround) {
  const { bulks } = ground;
  const { bulks: table } = implement(orders).$context<OrderContext>();
  return {
    rehearse: table.rehearse.handler(({ input, context: { caller } }) => {
      const { ticket, ...asked } = byCaller(ground, input, caller);
      return bulks.rehearse({ ...asked, ticket: ticket?.trim() || null });
    }),
    start: table.start.handler(({ input, context: { caller } }) => {
      refuseNotYet(ground);
      const { ticket, basis, ...wish } = byCaller(ground, input, caller);
      const said = { ticket: ticket?.trim() || null, basis: basis ?? null };
      return bulks.start({ ...wish, ...said }, caller);
    }),
    get: table.get.handler(({ input }) => bulks.get(input.bulkId)),
    list: table.list.handler(() => ({ bulks: bulks.list() })),
    stop: table.stop.handler(({ input }) => bulks.stop(input.bulkId)),
    resume: table.resume.handler(({ input, context: { caller } }) => {
      refuseNotYet(ground);
      return bulks.resume(input.bulkId, caller);
    }),
  };
}

/** Who sits at this window is its operator, whatever the page says; a program names its actor. */
function byCaller<Input extends { readonly actor: string }>(
  { settings }: OrderGround,
  input: Input,
  caller: ActorType,
): Input {
  return caller === 'os_user' ? { ...input, actor: settings().operator } : input;
}

function refuseNotYet({ whyNotYet }: OrderGround): void {
  const notYet = whyNotYet();
  if (notYet) throw new FaultError(notYet);
}
