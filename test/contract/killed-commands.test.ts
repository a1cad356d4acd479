import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../src/main/commands/open-commands.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { Receipt } from '../../src/shared/contract/commands.ts';
import type { ChildOrders } from '../support/command-child.ts';
import { type CommandingProcess, startCommanding } from '../support/commanding-process.ts';
import { writtenBy } from '../support/judge-log.ts';
import { freshTopic, namedBrokers, whyNoBroker } from '../support/kafka-broker.ts';
import { apiKeys, type KafkaProxy } from '../support/kafka-proxy.ts';
import { openKafkaWorkspace } from '../support/kafka-workspace.ts';
import { readToEnd, recordsOf } from '../support/log-harness.ts';
import { type ProxiedBroker, startProxiedBroker } from '../support/proxied-broker.ts';
import { created, roleCreated, testLog } from '../support/test-log.ts';
import { grant } from '../support/topic-rights.ts';
import { openTestProducer } from '../support/transactional-seed.ts';

const why = namedBrokers
  ? 'SKIPPED: this suite puts a proxy before a broker of its own, and PLAYHEAD_TEST_KAFKA names others.'
  : await whyNoBroker();
if (why) console.warn(why);

const { produce, endTxn } = apiKeys;

/** A moment in a command's way, and what must stand in the log afterwards. */
type Death = {
  readonly when: string;
  readonly dieWhen: ChildOrders['dieWhen'];
  readonly at?: (proxy: KafkaProxy, kill: () => void) => void;
  readonly effects: 0 | 1;
};

const deaths: readonly Death[] = [
  { when: 'it was stored and not sent', dieWhen: 'stored', effects: 0 },
  {
    when: 'its records reached the broker, before the commit',
    dieWhen: null,
    at: (proxy, kill) =>
      proxy.onRequest(endTxn, () => {
        kill();
        return 'drop';
      }),
    effects: 0,
  },
  {
    when: 'it was committed, before the answer came',
    dieWhen: null,
    at: (proxy, kill) =>
      proxy.onResponse(endTxn, () => {
        kill();
        return 'drop';
      }),
    effects: 1,
  },
  { when: 'it was committed, before it was read back', dieWhen: 'appended', effects: 1 },
];
const unfencedDeaths: readonly Death[] = [
  { when: 'it was stored and not sent', dieWhen: 'stored', effects: 0 },
  {
    when: 'the broker has its record, before the answer came',
    dieWhen: null,
    at: (proxy, kill) =>
      proxy.onResponse(produce, () => {
        kill();
        return 'drop';
      }),
    effects: 1,
  },
  { when: 'it was written, before it was read back', dieWhen: 'appended', effects: 1 },
];

describe.skipIf(why)(`a command in trouble${why ? ` (${why})` : ''}`, () => {
  let broker: ProxiedBroker;
  let home: string;
  let topic: string;
  let folder: string;
  let child: CommandingProcess | null = null;
  beforeAll(async () => {
    broker = await startProxiedBroker();
    home = mkdtempSync(join(tmpdir(), 'playhead-killed-commands-'));
    const may = ['READ', 'WRITE', 'DESCRIBE'] as const;
    await grant(broker.owner, [{ user: 'clerk', may, what: 'TOPIC', prefix: 'playhead-test-' }]);
  });
  afterAll(async () => {
    await broker?.stop();
    rmSync(home, { recursive: true, force: true });
  });
  beforeEach(async () => {
    topic = await freshTopic(broker.owner, 3);
    folder = join(home, topic);
    mkdirSync(folder);
    const loader = openKafkaLoader(broker.owner, topic);
    const story = [
      { p: 1, s: 1, event: created('ada') },
      { p: 2, s: 2, event: roleCreated('r-1') },
    ];
    await loader.load(testLog(story));
    await loader.close();
  });
  afterEach(async () => {
    broker.plain.proxy.clear();
    broker.guarded.proxy.clear();
    child?.child.kill('SIGKILL');
    await child?.gone;
  });

  const grantRole = (): CommandInput & { readonly commandId: string } => ({
    commandId: randomUUID(),
    type: 'AssignRoleToUser',
    data: { userId: 'ada', roleId: 'r-1' },
    actor: 'sam',
    reason: 'night shift',
  });
  /** How many records of a command stand in the log. */
  const effectsOf = async (commandId: string) => {
    const log = openKafkaLog({ connection: broker.owner, topic });
    const records = recordsOf(await readToEnd(log));
    await log.close();
    return writtenBy(records).get(commandId)?.length ?? 0;
  };
  /** The workspace is opened again, as at the next start. */
  const startAgain = async (connection: KafkaConnection, commandId: string): Promise<Receipt> => {
    const again = openKafkaWorkspace(connection, topic, { folder });
    await again.readToEnd();
    await again.commands.settle();
    const settled = again.commands.get(commandId);
    await again.close();
    return settled;
  };
  type Way = { readonly connection: KafkaConnection; readonly proxy: KafkaProxy };
  const fenced = (): Way => broker.plain;
  const unfenced = (): Way => ({
    connection: broker.guarded.connectAs('clerk'),
    proxy: broker.guarded.proxy,
  });
  const issueUntilKilled = async ({ connection, proxy }: Way, { at, dieWhen }: Death) => {
    const command = grantRole();
    child = await startCommanding({ connection, topic, folder, commands: [command], dieWhen });
    at?.(proxy, () => child?.child.kill('SIGKILL'));
    child.begin();
    await child.gone;
    proxy.clear();
    return command.commandId;
  };

  describe('fenced: the app is killed when', () => {
    it.each(deaths)('$when: $effects effect, and the next start says so', async (death) => {
      const commandId = await issueUntilKilled(fenced(), death);
      const receipt = await startAgain(fenced().connection, commandId);
      expect(await effectsOf(commandId)).toBe(death.effects);
      expect(receipt).toMatchObject(
        death.effects === 1
          ? { status: 'confirmed', appended: [{ partition: 1 }], races: [] }
          : { status: 'refused', refusal: { code: 'not_written' }, appended: [] },
      );
      // Nothing is left to be found out, and the id has no second effect.
      expect(await startAgain(fenced().connection, commandId)).toEqual(receipt);
    });
  });

  describe('unfenced: the app is killed when', () => {
    it.each(unfencedDeaths)('$when: $effects effect, told truthfully', async (death) => {
      const commandId = await issueUntilKilled(unfenced(), death);
      const receipt = await startAgain(unfenced().connection, commandId);
      expect(await effectsOf(commandId)).toBe(death.effects);
      // Without a fence a record may still be on its way for two minutes: until then nobody knows.
      expect(receipt).toMatchObject(
        death.effects === 1
          ? { status: 'confirmed', fence: 'unfenced', appended: [{ partition: 1 }] }
          : { status: 'sent', appended: [] },
      );
    });
  });

  /** Issues one command in this process and follows it until its end is known. */
  const issueAndFollow = async (
    { connection, proxy }: Way,
    disturb: (proxy: KafkaProxy) => void,
  ): Promise<Receipt> => {
    const workspace = openKafkaWorkspace(connection, topic, { folder });
    await workspace.readToEnd();
    const command = grantRole();
    disturb(proxy);
    await workspace.commands.issue(command, 'os_user').catch(() => undefined);
    proxy.clear();
    let receipt = workspace.commands.get(command.commandId);
    while (!['confirmed', 'refused', 'raced'].includes(receipt.status)) {
      await sleep(100);
      receipt = workspace.commands.get(command.commandId);
    }
    await workspace.close();
    return receipt;
  };

  it.each([
    ['fenced', 'the answer to the commit is lost once', endTxn, 'onResponse', 1],
    ['fenced', 'every answer to the commit is lost', endTxn, 'onResponse', 1],
    ['fenced', 'no commit gets through', endTxn, 'onRequest', 0],
    ['unfenced', 'every answer to the record is lost', produce, 'onResponse', 1],
  ] as const)(
    '%s, %s: a receipt that tells the truth',
    async (way, what, apiKey, hook, effects) => {
      const receipt = await issueAndFollow(way === 'fenced' ? fenced() : unfenced(), (proxy) => {
        let left = what.endsWith('once') ? 1 : Number.POSITIVE_INFINITY;
        proxy[hook](apiKey, () => (left-- > 0 ? 'drop' : 'pass'));
      });
      expect(await effectsOf(receipt.commandId)).toBe(effects);
      expect(receipt.status).toBe(effects === 1 ? 'confirmed' : 'refused');
      expect(receipt.appended).toHaveLength(effects);
    },
    60_000,
  );

  it('fenced, the transaction is timed out by the broker: written at most once, told truthfully', async () => {
    const receipt = await issueAndFollow(fenced(), (proxy) => {
      let isFirst = true;
      proxy.onRequest(endTxn, async () => {
        if (isFirst) {
          isFirst = false;
          await sleep(12_500);
        }
        return 'pass' as const;
      });
    });
    const effects = await effectsOf(receipt.commandId);
    expect(effects).toBe(receipt.status === 'confirmed' ? 1 : 0);
    if (receipt.status === 'refused') expect(receipt.refusal?.code).toBe('busy');
  }, 60_000);

  it('the broker goes away in the middle and comes back: at most one effect, told truthfully', async () => {
    const receipt = await issueAndFollow(fenced(), (proxy) => {
      let isGone = false;
      proxy.onRequest(endTxn, async () => {
        if (isGone) return 'pass' as const;
        isGone = true;
        await broker.halt();
        setTimeout(() => void broker.resume(), 1_000);
        return 'drop' as const;
      });
    });
    const effects = await effectsOf(receipt.commandId);
    expect(effects).toBe(receipt.status === 'confirmed' ? 1 : 0);
    expect(receipt.appended).toHaveLength(effects);
  }, 120_000);

  it('a stranger’s open transaction holds the command back, which says so, and it goes on after that', async () => {
    const stranger = await openStrangersTransaction(broker.owner, topic);
    const workspace = openKafkaWorkspace(broker.owner, topic, { folder });
    await workspace.readToEnd();
    const command = grantRole();
    const issued = workspace.commands.issue(command, 'os_user');
    for (;;) {
      const waiting = workspace.commands.find(command.commandId)?.waiting;
      if (waiting) {
        expect(waiting).toMatchObject({
          code: 'held_back',
          text: expect.stringMatching(/^Held back by an open transaction, \d+ offsets?\.$/),
        });
        break;
      }
      await sleep(20);
    }
    await stranger.end();
    expect(await issued).toMatchObject({ status: 'confirmed', waiting: null });
    await workspace.close();
  }, 60_000);
});

/** A transaction of another application, with a record in every partition, that is left open. */
async function openStrangersTransaction(connection: KafkaConnection, topic: string) {
  const producer = await openTestProducer(connection, topic, randomUUID());
  const [record] = testLog([{ p: 1, s: 3, event: created('stranger') }]);
  if (record) await producer.send(1, [record]);
  return {
    end: async () => {
      await producer.end(true);
      await producer.close();
    },
  };
}
