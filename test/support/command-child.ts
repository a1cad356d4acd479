import process from 'node:process';
import { createInterface } from 'node:readline';
import type { CommandInput } from '../../src/main/commands/open-commands.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import type { Log } from '../../src/main/log/log-port.ts';
import { openKafkaWorkspace } from './kafka-workspace.ts';

/** What a process of its own is told to do: issue commands on a topic, one after the other. */
export type ChildOrders = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly folder: string;
  readonly commands: readonly CommandInput[];
  /** Dies by SIGKILL when the first command was stored and is about to be sent, or when it was appended. */
  readonly dieWhen: 'stored' | 'appended' | null;
};

// `node command-child.ts`, with orders as one line of JSON on standard input and a second line to
// begin. It says `ready`, then a line of JSON for each receipt, and at last the turns it lost.

function dying(log: Log, when: ChildOrders['dieWhen']): Log {
  if (when === null) return log;
  const die = (): never => {
    process.kill(process.pid, 'SIGKILL');
    throw new Error('dead');
  };
  return {
    ...log,
    beginWrite: async (...wish) => {
      const turn = await log.beginWrite(...wish);
      if (!turn.ok) return turn;
      const { value } = turn;
      const append: typeof value.append = async (records, before) => {
        await value.append(records, () => {
          before?.();
          if (when === 'stored') die();
        });
        return die();
      };
      return { ok: true, value: { ...value, append } };
    },
  };
}

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const first = await lines.next();
const { connection, topic, folder, commands, dieWhen } = JSON.parse(
  first.value ?? '',
) as ChildOrders;
const through = (log: Log) => dying(log, dieWhen);
const workspace = openKafkaWorkspace(connection, topic, { folder, through });
await workspace.readToEnd();
process.stdout.write('ready\n');
await lines.next();
for (const command of commands) {
  // A refusal is told as a fault; its receipt is kept.
  await workspace.commands.issue(command, 'os_user').catch(() => undefined);
}
for (const { commandId = '' } of commands) {
  process.stdout.write(`${JSON.stringify(workspace.commands.get(commandId))}\n`);
}
process.stdout.write(`${workspace.lostTurns()}\n`);
await workspace.close();
// With its input gone nothing keeps it alive, and what was said still gets through.
process.stdin.destroy();
