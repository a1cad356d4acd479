import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedUsers } from '../../../../scripts/kafka/broker-settings.ts';
import type { Broker } from '../../../../scripts/kafka/start-broker.ts';
import type { KafkaConnection } from '../../../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import { testConnection } from '../../../../src/main/log/kafka/test-connection.ts';
import {
  freshTopic,
  namedBrokers,
  startTestBroker,
  whyNoBroker,
} from '../../../support/kafka-broker.ts';
import {
  never,
  newRecord,
  readToEnd,
  recordsOf,
  seedRecord,
  takeTurn,
  texts,
} from '../../../support/log-harness.ts';
import { grant } from '../../../support/topic-rights.ts';

const why = namedBrokers
  ? 'SKIPPED: this suite needs a broker with users and access rules of its own.'
  : await whyNoBroker();
if (why) console.warn(why);

describe.skipIf(why)(`who may read and write a Kafka log${why ? ` (${why})` : ''}`, () => {
  let broker: Broker;
  let topic: string;
  const as = (username: string, password: string): KafkaConnection => ({
    brokers: [broker.guardedAddress ?? ''],
    sasl: { mechanism: 'plain', username, password },
  });

  beforeAll(async () => {
    broker = await startTestBroker({ guarded: true });
    const owner = { brokers: [broker.address] };
    topic = await freshTopic(owner, 2);
    const loader = openKafkaLoader(owner, topic);
    await loader.load([seedRecord(0, 'a'), seedRecord(1, 'b')]);
    await loader.close();
    const read = ['READ', 'DESCRIBE'] as const;
    const write = ['READ', 'WRITE', 'DESCRIBE'] as const;
    const own = { what: 'TOPIC', prefix: topic } as const;
    await grant(owner, [
      { user: 'auditor', may: read, ...own },
      { user: 'clerk', may: write, ...own },
      { user: 'keeper', may: write, ...own },
      { user: 'keeper', may: ['WRITE'], what: 'TRANSACTIONAL_ID', prefix: 'playhead.' },
    ]);
  });
  afterAll(() => broker?.stop());

  it('lets an auditor read who has a right to the topic and to no group', async () => {
    const log = openKafkaLog({ connection: as('auditor', guardedUsers.auditor), topic });
    expect(texts(recordsOf(await readToEnd(log)))).toEqual(['a', 'b']);
    expect((await log.identity()).topicId).toMatch(/^[\w-]{22}$/);
    await log.close();
  });

  it('says that access is denied to who may read and not write, and takes no turn from others', async () => {
    const keeper = openKafkaLog({ connection: as('keeper', guardedUsers.keeper), topic });
    const turn = await takeTurn(keeper);
    const log = openKafkaLog({ connection: as('auditor', guardedUsers.auditor), topic });
    const refused = log.beginWrite(never);
    await expect(refused).rejects.toMatchObject({ fault: { code: 'access_denied', fatal: true } });
    expect(await turn.append([newRecord(0, 'kept')])).toMatchObject({ ok: true });
    await turn.close();
    await Promise.all([log.close(), keeper.close()]);
  });

  it('holds the turn by a fence for who may use the transactional id, and without one for who may not', async () => {
    const keeper = openKafkaLog({ connection: as('keeper', guardedUsers.keeper), topic });
    const clerk = openKafkaLog({ connection: as('clerk', guardedUsers.clerk), topic });
    expect([await keeper.fence(), await clerk.fence()]).toEqual(['fenced', 'unfenced']);
    const held = await takeTurn(keeper);
    const open = await takeTurn(clerk);
    expect([held.fence, open.fence]).toEqual(['fenced', 'unfenced']);
    const written = await open.append([newRecord(1, 'by the clerk')]);
    expect(written).toMatchObject({ ok: true });
    // The clerk took nothing from the keeper.
    expect(await held.append([newRecord(0, 'by the keeper')])).toMatchObject({ ok: true });
    await Promise.all([held.close(), open.close()]);
    const past = written.ok ? written.value : [];
    expect(texts(recordsOf(await readToEnd(clerk, { past })))).toContain('by the clerk');
    await Promise.all([keeper.close(), clerk.close()]);
  });

  it('says that access is denied where the password is wrong, quickly', async () => {
    const begun = Date.now();
    const tried = await testConnection(as('auditor', 'wrong'), topic);
    expect(tried).toMatchObject({ ok: false, error: { code: 'access_denied' } });
    expect(Date.now() - begun).toBeLessThan(5_000);
  });

  it('tells a stranger nothing of the topic', async () => {
    const log = openKafkaLog({ connection: as('stranger', guardedUsers.stranger), topic });
    const refused = log.bounds();
    await expect(refused).rejects.toMatchObject({ fault: { code: 'access_denied', fatal: true } });
    await log.close();
    const tried = await testConnection(as('stranger', guardedUsers.stranger), topic);
    expect(tried).toMatchObject({ ok: false, error: { code: 'access_denied', topics: [] } });
  });
});
