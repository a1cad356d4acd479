import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CommandInput } from '../../src/main/commands/open-commands.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import { SeededRandom } from '../../src/main/log/sample/seeded-random.ts';
import type { Receipt } from '../../src/shared/contract/commands.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { type CommandingProcess, startCommanding } from '../support/commanding-process.ts';
import { judgeLog, writtenBy } from '../support/judge-log.ts';
import { freshTopic, namedBrokers, whyNoBroker } from '../support/kafka-broker.ts';
import { readToEnd, recordsOf } from '../support/log-harness.ts';
import { type ProxiedBroker, startProxiedBroker } from '../support/proxied-broker.ts';
import { created, roleCreated, testLog } from '../support/test-log.ts';
import { grant } from '../support/topic-rights.ts';

const why = namedBrokers
  ? 'SKIPPED: this suite gives rights at a broker of its own, and PLAYHEAD_TEST_KAFKA names others.'
  : await whyNoBroker();
if (why) console.warn(why);

const each = 200;
const users = ['ada', 'bob'];
const roles = ['r-1', 'r-2', 'r-3'];
const seed = Number(process.env['PLAYHEAD_SEED'] ?? Date.now() % 1_000_000);

describe.skipIf(why)(`two processes commanding the same users${why ? ` (${why})` : ''}`, () => {
  let broker: ProxiedBroker;
  let folder: string;
  const processes: CommandingProcess[] = [];
  beforeAll(async () => {
    broker = await startProxiedBroker();
    folder = mkdtempSync(join(tmpdir(), 'playhead-commanding-'));
    const may = ['READ', 'WRITE', 'DESCRIBE'] as const;
    await grant(broker.owner, [{ user: 'clerk', may, what: 'TOPIC', prefix: 'playhead-test-' }]);
  });
  afterAll(async () => {
    for (const { child } of processes) child.kill('SIGKILL');
    await Promise.all(processes.map(({ gone }) => gone));
    await broker?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const commandAtOnce = async (connection: KafkaConnection) => {
    const topic = await freshTopic(broker.owner, 3);
    const loader = openKafkaLoader(broker.owner, topic);
    const people = users.map((user) => ({ p: 1, s: 1, event: created(user) }));
    await loader.load(
      testLog([...people, ...roles.map((role) => ({ p: 2, s: 2, event: roleCreated(role) }))]),
    );
    await loader.close();
    const started = await Promise.all(
      [0, 1].map((n) => {
        const own = join(folder, `${topic}-${n}`);
        mkdirSync(own);
        const commands = manyCommands(seed + n);
        return startCommanding({ connection, topic, folder: own, commands, dieWhen: null });
      }),
    );
    processes.push(...started);
    for (const one of started) one.begin();
    const ended = await Promise.all(started.map(({ done }) => done));
    const log = openKafkaLog({ connection: broker.owner, topic });
    const records = recordsOf(await readToEnd(log));
    await log.close();
    return {
      records,
      receipts: ended.flatMap(({ receipts }) => receipts),
      lost: ended.map(({ lostTurns }) => lostTurns),
    };
  };
  const tell = (name: string, receipts: readonly Receipt[], lost: readonly number[]) => {
    const tally = Map.groupBy(receipts, ({ status, refusal }) => refusal?.code ?? status);
    const outcomes = [...tally].map(([code, found]) => `${found.length} ${code}`).join(', ');
    console.info(`Two processes, ${name}: ${outcomes}; ${lost.join(' and ')} turns lost.`);
  };

  it(`fenced: the log breaks no rule, and every receipt is final and true (${each} each, seed ${seed})`, async () => {
    const { records, receipts, lost } = await commandAtOnce(broker.owner);
    tell('fenced', receipts, lost);
    expect(receipts).toHaveLength(2 * each);
    expectTrue(receipts, records);
    for (const { verdict } of judgeLog(records)) expect(verdict).toMatchObject({ ok: true });
    expect(new Set(receipts.map(({ status }) => status))).toEqual(
      new Set(['confirmed', 'refused']),
    );
    expect(receipts.every(({ fence }) => fence === 'fenced')).toBe(true);
  }, 300_000);

  it(`unfenced: races happen, and each is shown as raced (${each} each, seed ${seed})`, async () => {
    const { records, receipts, lost } = await commandAtOnce(broker.guarded.connectAs('clerk'));
    tell('unfenced', receipts, lost);
    expect(receipts).toHaveLength(2 * each);
    expectTrue(receipts, records);
    const byId = new Map(receipts.map((receipt) => [receipt.commandId, receipt]));
    const judged = judgeLog(records);
    const broken = judged.filter(({ verdict }) => !verdict.ok);
    for (const { commandId, verdict } of judged) {
      expect(byId.get(commandId)).toMatchObject({
        status: verdict.ok ? 'confirmed' : 'raced',
        fence: 'unfenced',
      });
    }
    expect(broken.length).toBeGreaterThan(0);
    for (const { commandId } of broken) expect(byId.get(commandId)?.races).not.toEqual([]);
  }, 300_000);
});

/** Role changes of few users and roles, so that two who issue them stand in each other's way. */
function manyCommands(ownSeed: number): CommandInput[] {
  const random = new SeededRandom(ownSeed);
  return Array.from({ length: each }, () => ({
    commandId: randomUUID(),
    type: random.pick(['AssignRoleToUser', 'UnassignRoleFromUser'] as const),
    data: { userId: random.pick(users), roleId: random.pick(roles) },
    actor: `desk ${ownSeed}`,
    reason: 'a busy day',
  }));
}

/** Every receipt is final, and tells exactly what its command wrote. */
function expectTrue(receipts: readonly Receipt[], records: readonly LogRecord[]): void {
  const written = writtenBy(records);
  for (const { commandId, status, appended } of receipts) {
    const places = (written.get(commandId) ?? []).map(({ partition, offset }) => [
      partition,
      offset,
    ]);
    expect(['confirmed', 'raced', 'refused']).toContain(status);
    expect(appended.map(({ partition, offset }) => [partition, offset])).toEqual(places);
    expect(places).toHaveLength(status === 'refused' ? 0 : 1);
  }
  const ids = new Set(receipts.map(({ commandId }) => commandId));
  expect([...written.keys()].every((commandId) => ids.has(commandId))).toBe(true);
}
