import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeEvent } from '../../src/main/codec/encode-event.ts';
import { openKafkaLog } from '../../src/main/log/kafka/open-kafka-log.ts';
import type { AppendedRecord } from '../../src/main/log/log-port.ts';
import type { Envelope } from '../../src/shared/domain/envelope.ts';
import { type DomainEvent, subjectOf } from '../../src/shared/domain/events.ts';
import { partitionOfKey } from '../../src/shared/log/murmur2.ts';
import { consoleConsumer, consoleProducer, whyNoConsoleClient } from '../support/console-client.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../support/kafka-broker.ts';
import { type KcatRecord, kcat, whyNoKcat } from '../support/kcat.ts';
import { bytes, takeTurn } from '../support/log-harness.ts';

const why = await whyNoBroker();
const whyNotConsole = await whyNoConsoleClient();
const whyNotKcat = await whyNoKcat();
for (const reason of [why, whyNotConsole, whyNotKcat]) if (reason) console.warn(reason);

const partitions = 12;
const commandId = '5f0c0e66-52b5-4f5e-9d8a-1c8f7a4f3b11';
const time = Date.UTC(2026, 2, 1, 9, 30, 0, 250);

const written: readonly { readonly event: DomainEvent; readonly value: string }[] = [
  {
    event: {
      type: 'UserCreatedEvent',
      data: {
        userId: 'zoë/1',
        username: 'zoë',
        email: 'zoe@example.org',
        displayName: null,
        attributes: { team: 'Ünïcode "quoted"', n: 1 },
      },
    },
    value:
      '{"userId":"zoë/1","username":"zoë","email":"zoe@example.org","attributes":{"team":"Ünïcode \\"quoted\\"","n":1}}',
  },
  {
    event: { type: 'RoleAssignedToUserEvent', data: { userId: 'zoë/1', roleId: 'auditor' } },
    value: '{"userId":"zoë/1","roleId":"auditor"}',
  },
  {
    event: {
      type: 'RoleUpdatedEvent',
      data: { roleId: 'auditor', changes: { description: null, permissions: ['read', 'export'] } },
    },
    value: '{"roleId":"auditor","changes":{"description":null,"permissions":["read","export"]}}',
  },
  {
    event: { type: 'UserDeletedEvent', data: { userId: 'gone' } },
    value: '{"userId":"gone"}',
  },
];

const subjects = ['user/zoë/1', 'user/zoë/1', 'role/auditor', 'user/gone'];
const keys = ['zoë/1', 'zoë/1', 'auditor', 'gone'];

/** The headers of the n-th record as the CloudEvents binding for Kafka has them in binary mode. */
const headersOf = (n: number): [string, string][] => [
  ['ce_specversion', '1.0'],
  ['ce_id', `${commandId}.${n + 1}`],
  ['ce_source', 'playhead/commands'],
  ['ce_type', written[n]?.event.type ?? ''],
  ['ce_subject', subjects[n] ?? ''],
  ['ce_time', '2026-03-01T09:30:00.250Z'],
  ['content-type', 'application/json'],
  ['ce_dataschema', `urn:playhead:events:${written[n]?.event.type}/v1`],
  ['ce_authid', 'k.tester'],
  ['ce_authtype', 'os_user'],
  ['ce_recordedtime', '2026-03-01T09:30:00.250Z'],
  ['ce_correlationid', commandId],
  ['ce_causationid', commandId],
  ['ce_reason', 'quarterly audit: “why”, and a = b'],
  ['ce_basis', 'a token'],
];

function envelopeOf(event: DomainEvent, n: number): Envelope {
  const { kind, id } = subjectOf(event);
  return {
    id: `${commandId}.${n + 1}`,
    source: 'playhead/commands',
    time,
    subject: `${kind}/${id}`,
    version: 1,
    actor: 'k.tester',
    actorType: 'os_user',
    reason: 'quarterly audit: “why”, and a = b',
    ticket: null,
    basis: 'a token',
    correlationId: commandId,
    causationId: commandId,
    recordedTime: new Date(time).toISOString(),
  };
}

describe.skipIf(why)(`what we write, as other clients read it${why ? ` (${why})` : ''}`, () => {
  let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
  let topic: string;
  let places: readonly AppendedRecord[] = [];

  beforeAll(async () => {
    borrowed = await borrowBroker();
    topic = await freshTopic(borrowed.connection, partitions);
    const log = openKafkaLog({ connection: borrowed.connection, topic });
    const records = await Promise.all(
      written.map(async ({ event }, n) => {
        const encoded = encodeEvent(event, envelopeOf(event, n));
        return { partition: await log.partitionOf(encoded.key), ...encoded };
      }),
    );
    const turn = await takeTurn(log);
    const appended = await turn.append(records);
    await turn.close();
    await log.close();
    if (!appended.ok) throw new Error(appended.error.text);
    places = appended.value;
  });
  afterAll(() => borrowed?.release());

  it('comes to stand where it was told, in more than one partition', () => {
    expect(places.map(({ partition }) => partition)).toEqual(
      keys.map((key) => partitionOfKey(bytes(key), partitions)),
    );
    expect(new Set(places.map(({ partition }) => partition)).size).toBeGreaterThan(1);
  });

  it.skipIf(whyNotConsole)(
    `is a CloudEvent in binary mode to Kafka's console consumer${whyNotConsole ? ` (${whyNotConsole})` : ''}`,
    async () => {
      const read = await consoleConsumer(borrowed.connection, topic, written.length);
      expect(read.sort(byPlace)).toEqual(
        written
          .map(({ value }, n) => ({
            ...places[n],
            headers: headersOf(n).map(([name, text]) => `${name}:${text}`),
            key: keys[n],
            value,
          }))
          .sort(byPlace),
      );
    },
  );

  it.skipIf(whyNotConsole)(
    `lies where Kafka's console producer puts its key${whyNotConsole ? ` (${whyNotConsole})` : ''}`,
    async () => {
      const scratch = await freshTopic(borrowed.connection, partitions);
      const many = [...new Set(keys), ...Array.from({ length: 40 }, (_, n) => `user-${n * n}`)];
      await consoleProducer(borrowed.connection, scratch, many);
      const read = await consoleConsumer(borrowed.connection, scratch, many.length);
      expect(read.map(({ key }) => key).sort()).toEqual([...many].sort());
      for (const { key, partition } of read) {
        expect(partition, key).toBe(partitionOfKey(bytes(key), partitions));
      }
    },
  );

  it.skipIf(whyNotKcat)(
    `is a CloudEvent in binary mode to kcat${whyNotKcat ? ` (${whyNotKcat})` : ''}`,
    async () => {
      const flags = ['-C', '-t', topic, '-o', 'beginning', '-e', '-J', '-q'];
      const out = await kcat(borrowed.connection, flags);
      const read = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as KcatRecord)
        .map(({ partition, offset, headers, key, payload }) => {
          return { partition, offset, headers, key, payload };
        });
      expect(read.sort(byPlace)).toEqual(
        written
          .map(({ value }, n) => ({
            ...places[n],
            headers: headersOf(n).flat(),
            key: keys[n],
            payload: value,
          }))
          .sort(byPlace),
      );
    },
  );
});

type Place = { readonly partition?: number; readonly offset?: number };

function byPlace(a: Place, b: Place): number {
  return (a.partition ?? 0) - (b.partition ?? 0) || (a.offset ?? 0) - (b.offset ?? 0);
}
