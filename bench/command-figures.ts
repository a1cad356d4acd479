import { randomUUID } from 'node:crypto';
import { encodeEvent } from '../src/main/codec/encode-event.ts';
import { makeKafka } from '../src/main/log/kafka/connect-cluster.ts';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../src/main/log/kafka/open-kafka-log.ts';
import type { Cut } from '../src/shared/log/cut.ts';
import { decodeHeaders } from '../src/shared/log/headers.ts';
import { freshTopic } from '../test/support/kafka-broker.ts';
import { openSourceHost } from '../test/support/source-host.ts';
import { created, roleCreated, testLog } from '../test/support/test-log.ts';
import { printFigure, timedRuns } from './figure.ts';

const users = Array.from({ length: 20 }, (_, n) => `u-${n}`);
const runs = 1000;
const partitions = 50;

/**
 * `command.kafka`: a role change from POST /commands to its confirmed receipt, fenced, through the
 * real gateway and workers, against the bare production and read-back of such a record.
 */
export async function benchCommands(connection: KafkaConnection): Promise<void> {
  const topic = await freshTopic(connection, partitions);
  const loader = openKafkaLoader(connection, topic);
  const people = users.map((user, n) => ({ p: n, s: 1, event: created(user) }));
  await loader.load(testLog([...people, { p: 40, s: 2, event: roleCreated('r-1') }]));
  await loader.close();
  const ours = await timeCommands(connection, topic);
  const bare = await timeBare(connection, topic);
  const against = { name: 'bare produce and read-back of such a record', samples: bare };
  const goal = { ratio: 0.25 };
  printFigure({ name: 'command.kafka', events: users.length + 1, unit: 'ms', ours, against, goal });
}

async function timeCommands({ brokers }: KafkaConnection, topic: string) {
  const host = await openSourceHost({ address: `kafka://${brokers.join(',')}/${topic}` });
  await host.caughtUp();
  const samples = await timedRuns(runs, async (run) => {
    const isGrant = Math.floor(run / users.length) % 2 === 0;
    const { status, body } = await host.ask('/commands', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        type: isGrant ? 'AssignRoleToUser' : 'UnassignRoleFromUser',
        data: { userId: users[run % users.length], roleId: 'r-1' },
        actor: 'bench',
        reason: 'to see how long it takes',
      }),
    });
    const receipt = body as { readonly status?: string };
    if (status !== 200 || receipt.status !== 'confirmed') {
      throw new Error(`A command of the bench was not confirmed: ${JSON.stringify(body)}`);
    }
  });
  await host.close();
  return samples;
}

/** A record like a command's, sent by the plain client and fetched again. */
async function timeBare(connection: KafkaConnection, topic: string) {
  const producer = makeKafka(connection, () => {}).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const log = openKafkaLog({ connection, topic });
  const ends = (await log.bounds()).map((found) => [found.partition, found.lastStable]);
  let next: Cut = Object.fromEntries(ends);
  const limits = { maxBytes: 1 << 20, maxWaitMs: 1_000, signal: new AbortController().signal };
  const samples = await timedRuns(runs, async (run) => {
    const [sent] = await producer.send({ topic, acks: -1, messages: [messageOf(run)] });
    const { partition = 0, baseOffset = '0' } = sent ?? {};
    while ((next[partition] ?? 0) <= Number(baseOffset)) {
      for (const chunk of await log.fetch(next, limits)) {
        next = { ...next, [chunk.partition]: chunk.next };
      }
    }
  });
  await Promise.all([producer.disconnect(), log.close()]);
  return samples;
}

function messageOf(run: number) {
  const userId = users[run % users.length] ?? '';
  const { key, value, headers } = encodeEvent(
    { type: 'RoleAssignedToUserEvent', data: { userId, roleId: 'r-1' } },
    {
      ...{ id: randomUUID(), source: 'bench', time: Date.now(), subject: `user/${userId}` },
      ...{ version: 1, actor: 'bench', actorType: 'gateway_claim', reason: 'to see', ticket: null },
      ...{ basis: null, correlationId: null, causationId: null, recordedTime: null },
    },
  );
  const named = (decodeHeaders(headers) ?? []).map(({ key: name, value: text }) => [
    Buffer.from(name).toString(),
    text === null ? '' : Buffer.from(text),
  ]);
  return { key: Buffer.from(key), value: Buffer.from(value), headers: Object.fromEntries(named) };
}
