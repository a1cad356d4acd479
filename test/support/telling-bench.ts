import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { partitionOfKey } from '../../src/shared/log/murmur2.ts';
import { type Asked, serveHttp } from './http-service.ts';
import { freshTopic } from './kafka-broker.ts';
import { type NotifyingProcess, startNotifying } from './notifying-process.ts';
import { type SlackMood, serveSlack } from './slack-service.ts';
import { type TestLine, testLog } from './test-log.ts';

/** How many partitions the topic of a bench has. */
export const benchPartitions = 8;

const token = 'xoxb-1';

/** How the services feel: what Slack does with a message, and the status the other one answers; 0 for no answer. */
export type Moods = { slack: () => SlackMood; crm: () => number };

/**
 * A topic of roles given to users, copies of the notifier, and two services that are told: a channel
 * of Slack (subscription `security`) and one told by POST (`crm`).
 */
export async function openTellingBench(connection: KafkaConnection) {
  const topic = await freshTopic(connection, benchPartitions);
  const folder = mkdtempSync(join(tmpdir(), 'playhead-notify-'));
  const [file, tokenFile] = [join(folder, 'told.json'), join(folder, 'token')];
  writeFileSync(tokenFile, token);
  const { moods, asked, slack, crm } = await openServices();
  const loader = openKafkaLoader(connection, topic);
  const copies: NotifyingProcess[] = [];
  const address = `kafka://${connection.brokers.join(',')}/${topic}`;
  const args = ['--log', address, '--subscriptions', file];
  const subscribe = (from: 'start' | 'end') => {
    const what = { events: ['RoleAssignedToUserEvent'], from, answerWithinMs: 1_000 };
    const channel = { kind: 'slack', channel: 'C1', tokenFile, api: slack.url };
    const subscriptions = [
      { id: 'security', ...what, to: channel },
      { id: 'crm', ...what, to: { kind: 'http', url: crm.url } },
    ];
    writeFileSync(file, JSON.stringify({ subscriptions }));
  };
  subscribe('start');
  let events = 0;
  return {
    ...{ topic, file, tokenFile, args, moods, asked, copies, subscribe, shareOf },
    /** The roles that were given, in order. */
    given: () => Array.from({ length: events }, (_, at) => `r-${at}`),
    /** The roles that Slack was told of, in the order in which it was. */
    told: () => slack.messages.map(({ text }) => /^Role (\S+) /.exec(text)?.[1] ?? text),
    /** The keys under which the other one was told. */
    keys: () => new Set(asked.map(({ headers }) => headers['idempotency-key'])),
    startCopy: () => {
      const copy = startNotifying(args);
      copies.push(copy);
      return copy;
    },
    /** Gives so many more roles, one after the other. */
    grow: async (count: number) => {
      const lines = Array.from({ length: count }, () => given(events++));
      await loader.load(testLog(lines));
    },
    close: async () => {
      await Promise.all(copies.map((copy) => copy.end('SIGKILL')));
      await Promise.all([loader.close(), slack.close(), crm.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

async function openServices() {
  const moods: Moods = { slack: () => 'well', crm: () => 204 };
  const asked: Asked[] = [];
  const slack = await serveSlack(token, () => moods.slack());
  const crm = await serveHttp((request, response) => {
    asked.push(request);
    const status = moods.crm();
    if (status === 0) response.destroy();
    else response.writeHead(status).end();
  });
  return { moods, asked, slack, crm };
}

/** The partitions a copy was last given for Slack. */
function shareOf({ said }: NotifyingProcess): readonly number[] {
  const shares = said.filter((one) => one.kind === 'share' && one.subscription === 'security');
  return (shares.at(-1)?.['partitions'] ?? []) as number[];
}

/** The event numbered so: another role for one of forty users. */
function given(number: number): TestLine {
  const userId = `u-${number % 40}`;
  const p = partitionOfKey(Buffer.from(userId), benchPartitions);
  const data = { userId, roleId: `r-${number}` };
  return { p, s: number, id: `e-${number}`, event: { type: 'RoleAssignedToUserEvent', data } };
}

/** What `openTellingBench` opens. */
export type TellingBench = Awaited<ReturnType<typeof openTellingBench>>;
