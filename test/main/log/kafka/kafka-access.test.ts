import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
} from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { guardedUsers } from '../../../../scripts/kafka/broker-settings.ts';
import type { Broker } from '../../../../scripts/kafka/start-broker.ts';
import { makeKafka } from '../../../../src/main/log/kafka/connect-cluster.ts';
import type { KafkaConnection } from '../../../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLoader } from '../../../../src/main/log/kafka/open-kafka-loader.ts';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import { testConnection } from '../../../../src/main/log/kafka/test-connection.ts';
import { freshTopic, startTestBroker, whyNoBroker } from '../../../support/kafka-broker.ts';
import { readToEnd, recordsOf, seedRecord } from '../../../support/log-harness.ts';

const why = process.env['PLAYHEAD_TEST_KAFKA']
  ? 'SKIPPED: this suite needs a broker with users and access rules of its own.'
  : await whyNoBroker();
if (why) console.warn(why);

const never = new AbortController().signal;

describe.skipIf(why)(`who may read and write a Kafka log${why ? ` (${why})` : ''}`, () => {
  let broker: Broker;
  let topic: string;
  const as = (username: string, password: string): KafkaConnection => ({
    brokers: [broker.guardedAddress ?? ''],
    sasl: { mechanism: 'plain', username, password },
  });

  beforeAll(async () => {
    broker = await startTestBroker(true);
    const owner = { brokers: [broker.address] };
    topic = await freshTopic(owner, 2);
    const loader = openKafkaLoader(owner, topic);
    await loader.load([seedRecord(0, 'a'), seedRecord(1, 'b')]);
    await loader.close();
    const admin = makeKafka(owner, () => {}).admin();
    await admin.connect();
    await admin.createAcls({
      acl: [AclOperationTypes.READ, AclOperationTypes.DESCRIBE].map((operation) => ({
        operation,
        permissionType: AclPermissionTypes.ALLOW,
        principal: 'User:auditor',
        host: '*',
        resourceType: AclResourceTypes.TOPIC,
        resourceName: topic,
        resourcePatternType: ResourcePatternTypes.LITERAL,
      })),
    });
    await admin.disconnect();
  });
  afterAll(() => broker?.stop());

  it('lets an auditor read who has a right to the topic and to no group', async () => {
    const log = openKafkaLog({ connection: as('auditor', guardedUsers.auditor), topic });
    expect(recordsOf(await readToEnd(log)).length).toBe(2);
    expect((await log.identity()).topicId).toMatch(/^[\w-]{22}$/);
    await log.close();
  });

  it('says that access is denied to who may read and not write', async () => {
    const log = openKafkaLog({ connection: as('auditor', guardedUsers.auditor), topic });
    const refused = log.beginWrite(never);
    await expect(refused).rejects.toMatchObject({ fault: { code: 'access_denied', fatal: true } });
    await log.close();
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
