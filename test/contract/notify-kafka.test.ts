import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import { type KafkaLoader, openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import { partitionOfKey } from '../../src/shared/log/murmur2.ts';
import { type Asked, type HttpService, serveHttp } from '../support/http-service.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { type NotifyingProcess, notifyOnce, startNotifying } from '../support/notifying-process.ts';
import { type SlackMood, type SlackService, serveSlack } from '../support/slack-service.ts';
import { testLog } from '../support/test-log.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

const partitions = 8;
const patience = { timeout: 90_000, interval: 100 };
const token = 'xoxb-1';

describe.skipIf(why)('telling other services of what stands in Kafka', () => {
  let broker: Awaited<ReturnType<typeof borrowBroker>>;
  let topic: string;
  let loader: KafkaLoader;
  let folder: string;
  let slack: SlackService;
  let mood: () => SlackMood;
  let crm: HttpService;
  let asked: Asked[];
  let answer: () => number;
  let copies: NotifyingProcess[];
  let events: number;

  beforeAll(async () => {
    broker = await borrowBroker();
  });

  afterAll(() => broker?.release());

  beforeEach(async () => {
    events = 0;
    asked = [];
    copies = [];
    mood = () => 'well';
    answer = () => 204;
    topic = await freshTopic(broker.connection, partitions);
    loader = openKafkaLoader(broker.connection, topic);
    folder = mkdtempSync(join(tmpdir(), 'playhead-notify-'));
    slack = await serveSlack(token, () => mood());
    crm = await serveHttp((request, response) => {
      asked.push(request);
      const status = answer();
      if (status === 0) response.destroy();
      else response.writeHead(status).end();
    });
    writeFileSync(join(folder, 'token'), token);
    subscribe('start');
  });

  afterEach(async () => {
    await Promise.all(copies.map((copy) => copy.end('SIGKILL')));
    await Promise.all([loader.close(), slack.close(), crm.close()]);
    rmSync(folder, { recursive: true });
  });

  const file = () => join(folder, 'told.json');

  function subscribe(from: 'start' | 'end'): void {
    const what = { events: ['RoleAssignedToUserEvent'], from, answerWithinMs: 1_000 };
    const channel = { kind: 'slack', channel: 'C1', tokenFile: join(folder, 'token') };
    const subscriptions = [
      { id: 'security', ...what, to: { ...channel, api: slack.url } },
      { id: 'crm', ...what, to: { kind: 'http', url: crm.url } },
    ];
    writeFileSync(file(), JSON.stringify({ subscriptions }));
  }

  const args = () => [
    ...['--log', `kafka://${broker.connection.brokers.join(',')}/${topic}`],
    ...['--subscriptions', file()],
  ];

  function startCopy(): NotifyingProcess {
    const copy = startNotifying(args());
    copies.push(copy);
    return copy;
  }

  async function grow(count: number): Promise<void> {
    const lines = Array.from({ length: count }, () => {
      const userId = `u-${events % 40}`;
      const data = { userId, roleId: `r-${events++}` };
      const p = partitionOfKey(Buffer.from(userId), partitions);
      return {
        p,
        s: events,
        id: `e-${events}`,
        event: { type: 'RoleAssignedToUserEvent', data },
      } as const;
    });
    await loader.load(testLog(lines));
  }

  const toldOf = () => slack.messages.map(({ text }) => /^Role (\S+) /.exec(text)?.[1]);
  const keysOf = () => new Set(asked.map(({ headers }) => headers['idempotency-key']));
  const roles = () => Array.from({ length: events }, (_, at) => `r-${at}`);
  const shareOf = (copy: NotifyingProcess | undefined) =>
    copy?.said
      .filter(({ kind, subscription }) => kind === 'share' && subscription === 'security')
      .at(-1)?.['partitions'];

  it('tells each event once, copies sharing the partitions, and goes on where they ended', async () => {
    await grow(40);
    const [first, second] = [startCopy(), startCopy()];
    await expect
      .poll(() => [shareOf(first), shareOf(second)].flat().sort(), patience)
      .toEqual([...[0, 1, 2, 3, 4, 5, 6, 7]]);
    await expect.poll(() => toldOf().length, patience).toBe(40);
    expect(await first.end('SIGTERM')).toBe(0);
    expect(await second.end('SIGTERM')).toBe(0);
    await grow(40);
    startCopy();
    await expect.poll(() => [toldOf().length, keysOf().size], patience).toEqual([80, 80]);
    expect(toldOf().sort()).toEqual(roles().sort());
    expect(asked.length).toBe(80);
  }, 100_000);

  it('tells each event once, whatever copies are killed and whatever answers are lost', async () => {
    const seed = Number(process.env['PLAYHEAD_SEED'] ?? Date.now() % 1e6);
    const random = new SeededRandom(seed);
    mood = () => (random.chance(0.05) ? 'answer_lost' : 'well');
    answer = () => (random.chance(0.05) ? 0 : 204);
    for (let copy = 0; copy < 3; copy++) startCopy();
    await expect
      .poll(() => copies.flatMap(shareOf).length, patience)
      .toBeGreaterThanOrEqual(partitions);
    for (let kills = 0; kills < 2; kills++) {
      const before = slack.messages.length;
      const growing = (async () => {
        for (let step = 0; step < 12; step++) await grow(10);
      })();
      // In the middle of it.
      await expect
        .poll(() => slack.messages.length, { ...patience, interval: 5 })
        .toBeGreaterThan(before + 10);
      await sleep(random.between(0, 200));
      await random.pick(copies).end('SIGKILL');
      startCopy();
      await growing;
    }
    await expect.poll(() => new Set(toldOf()).size, patience).toBe(events);
    await expect.poll(() => keysOf().size, patience).toBe(events);
    expect({ seed, told: toldOf().sort() }).toEqual({ seed, told: roles().sort() });
    // Long enough for whatever might still be told twice.
    await sleep(4_000);
    expect({ seed, told: toldOf().length }).toEqual({ seed, told: events });
  }, 200_000);

  it('begins with what comes, where that is asked for, and tells how far it is', async () => {
    subscribe('end');
    await grow(20);
    const copy = startCopy();
    await expect.poll(() => shareOf(copy), patience).toHaveLength(partitions);
    // Each partition begins where it ended when it was first taken.
    const ends = async () =>
      JSON.parse((await notifyOnce([...args(), '--status'])).out.split('\n')[0] ?? '');
    await expect
      .poll(ends, patience)
      .toMatchObject({ kind: 'status', told: 0, behind: 0, open: [] });
    await sleep(2_000);
    await grow(16);
    await expect.poll(() => toldOf().length, patience).toBe(16);
    expect(toldOf().sort()).toEqual(roles().slice(20).sort());
    mood = () => ({ error: 'msg_too_long' });
    await grow(1);
    await expect.poll(ends, patience).toMatchObject({
      told: 16,
      behind: 0,
      open: [{ state: 'refused', text: 'Slack refused: msg_too_long' }],
    });
  });

  it('shows how far it is to the tools of Kafka', async () => {
    await grow(30);
    startCopy();
    const admin = makeKafka(broker.connection, () => {}).admin();
    await admin.connect();
    const committed = async () => {
      const groupId = `playhead.${topic}.notify.security`;
      const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
      return found?.partitions.reduce((sum, { offset }) => sum + Math.max(Number(offset), 0), 0);
    };
    await expect.poll(committed, patience).toBe(30);
    await admin.disconnect();
  }, 100_000);

  it('says what is wrong with what it was asked for', async () => {
    writeFileSync(file(), '{"subscriptions": []}');
    const { code, error } = await notifyOnce(args());
    expect([code, error]).toEqual([2, expect.stringMatching(/told\.json: .*subscriptions/s)]);
    subscribe('start');
    rmSync(join(folder, 'token'));
    expect((await notifyOnce(args())).code).toBe(1);
  });
});
