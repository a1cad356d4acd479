import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { json } from 'node:stream/consumers';
import type { Producer } from 'kafkajs';
import { encodeEvent } from '../src/main/codec/encode-event.ts';
import { makeKafka } from '../src/main/log/kafka/connect-cluster.ts';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../src/main/log/kafka/open-kafka-log.ts';
import type { Cut } from '../src/shared/log/cut.ts';
import { decodeHeaders } from '../src/shared/log/headers.ts';
import { freshTopic } from '../test/support/kafka-broker.ts';
import { openSourceHost, type SourceHost } from '../test/support/source-host.ts';
import { created, roleCreated, testLog } from '../test/support/test-log.ts';
import { printFigure, timedRuns } from './figure.ts';

const users = Array.from({ length: 20 }, (_, n) => `u-${n}`);
const rounds = 20;
const runsOfRound = 50;
const partitions = 50;
const patienceMs = 30_000;

/** One way to bring a record to the log and see it there: `run` is counted up by the caller. */
type Way = { once(run: number): Promise<void>; close(): Promise<unknown> };

/**
 * `command.kafka`: a role change from POST /commands to its confirmed receipt, fenced, through the
 * real gateway and workers. It is measured against such a record sent and read back by the plain
 * client (kafkajs), with no fence, no rules, no receipt and no gateway; and against one that is sent
 * by the plain client and read back by our own reader, which is quicker. They take turns, so that a
 * machine that is slower for a while is so for all of them.
 */
export async function benchCommands(connection: KafkaConnection): Promise<void> {
  const ways = [
    await openGateway(connection),
    await openPlain(connection),
    await openPlainSender(connection),
  ];
  const samples = ways.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, { once }] of ways.entries()) {
      const some = await timedRuns(runsOfRound, (run) => once(run + round * runsOfRound));
      samples[index]?.push(...some);
    }
  }
  for (const way of ways) await way.close();
  const [ours = [], plain = [], mixed = []] = samples;
  const figure = { name: 'command.kafka', events: users.length + 1, unit: 'ms', ours };
  const name = 'produce and read-back of such a record, kafkajs';
  printFigure({ ...figure, against: { name, samples: plain }, goal: { ratio: 0.25 } });
  const quicker = 'produce by kafkajs and read-back by our reader';
  printFigure({ ...figure, against: { name: quicker, samples: mixed } });
}

async function openGateway(connection: KafkaConnection): Promise<Way> {
  const topic = await freshTopic(connection, partitions);
  const loader = openKafkaLoader(connection, topic);
  const people = users.map((user, n) => ({ p: n, s: 1, event: created(user) }));
  await loader.load(testLog([...people, { p: 40, s: 2, event: roleCreated('r-1') }]));
  await loader.close();
  const host = await openSourceHost({
    address: `kafka://${connection.brokers.join(',')}/${topic}`,
  });
  await host.caughtUp();
  const agent = new Agent({ keepAlive: true });
  const holders = new Set<string>();
  return {
    once: async (run) => {
      const userId = users[run % users.length] ?? '';
      const isGrant = !holders.delete(userId);
      if (isGrant) holders.add(userId);
      const receipt = await post(host, agent, {
        type: isGrant ? 'AssignRoleToUser' : 'UnassignRoleFromUser',
        data: { userId, roleId: 'r-1' },
        actor: 'bench',
        reason: 'to see how long it takes',
      });
      if (receipt.status === 'confirmed') return;
      throw new Error(`A command of the bench was not confirmed: ${JSON.stringify(receipt)}`);
    },
    close: async () => {
      agent.destroy();
      await host.close();
    },
  };
}

/** What the gateway answers to a command; a client that costs little, for it shares this machine. */
function post({ host }: SourceHost, agent: Agent, command: object) {
  return new Promise<{ readonly status?: string }>((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      authorization: `Bearer ${host.token}`,
    };
    const asking = request(`${host.api}/commands`, { method: 'POST', agent, headers }, (answer) =>
      resolve(json(answer) as Promise<{ status?: string }>),
    );
    asking.on('error', reject);
    asking.end(JSON.stringify(command));
  });
}

/** A record like a command's, sent and read back by the plain client. */
async function openPlain(connection: KafkaConnection): Promise<Way> {
  const topic = await freshTopic(connection, partitions);
  const kafka = makeKafka(connection, () => {});
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  // The coordinator of groups takes a while on a broker that has only just started.
  const consumer = kafka.consumer({ groupId: randomUUID(), retry: { retries: 20 } });
  await Promise.all([producer.connect(), consumer.connect()]);
  await consumer.subscribe({ topic, fromBeginning: true });
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve));
  const readTo = new Map<number, number>();
  let look = () => {};
  await consumer.run({
    eachMessage: async ({ partition, message }) => {
      readTo.set(partition, Number(message.offset));
      look();
    },
  });
  await within(joined, 'The plain client did not join its group.');
  return {
    once: async (run) => {
      const { partition, offset } = await send(producer, topic, run);
      const isRead = new Promise<void>((resolve) => {
        look = () => (readTo.get(partition) ?? -1) >= offset && resolve();
        look();
      });
      await within(isRead, 'The plain client did not read back what it sent.');
    },
    close: () => Promise.all([producer.disconnect(), consumer.disconnect()]),
  };
}

/** Now and then the plain client stops: the bench says so instead of waiting for ever. */
async function within(work: Promise<unknown>, otherwise: string): Promise<void> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(otherwise)), patienceMs);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}

/** A record like a command's, sent by the plain client and read back by our reader. */
async function openPlainSender(connection: KafkaConnection): Promise<Way> {
  const topic = await freshTopic(connection, partitions);
  const producer = makeKafka(connection, () => {}).producer({ allowAutoTopicCreation: false });
  await producer.connect();
  const log = openKafkaLog({ connection, topic });
  const ends = (await log.bounds()).map((found) => [found.partition, found.lastStable]);
  let next: Cut = Object.fromEntries(ends);
  const limits = { maxBytes: 1 << 20, maxWaitMs: 1_000, signal: new AbortController().signal };
  return {
    once: async (run) => {
      const { partition, offset } = await send(producer, topic, run);
      while ((next[partition] ?? 0) <= offset) {
        for (const chunk of await log.fetch(next, limits)) {
          next = { ...next, [chunk.partition]: chunk.next };
        }
      }
    },
    close: () => Promise.all([producer.disconnect(), log.close()]),
  };
}

async function send(producer: Producer, topic: string, run: number) {
  const [sent] = await producer.send({ topic, acks: -1, messages: [messageOf(run)] });
  return { partition: sent?.partition ?? 0, offset: Number(sent?.baseOffset ?? 0) };
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
