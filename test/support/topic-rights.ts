import type { guardedUsers } from '../../scripts/kafka/broker-settings.ts';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';

// The numbers of the Kafka protocol; kafkajs exports names for them in a way that only some loaders see.
const operations = { READ: 3, WRITE: 4, DESCRIBE: 8 } as const;
const resources = { TOPIC: 2, TRANSACTIONAL_ID: 5 } as const;
const allow = 3;
const prefixed = 4;

/** What a user may do with what, by the beginning of its name. */
export type Right = {
  readonly user: keyof typeof guardedUsers;
  readonly may: readonly ('READ' | 'WRITE' | 'DESCRIBE')[];
  readonly what: 'TOPIC' | 'TRANSACTIONAL_ID';
  readonly prefix: string;
};

/** Gives rights at a broker that has access rules; they hold when this resolves, or a moment later. */
export async function grant(owner: KafkaConnection, rights: readonly Right[]): Promise<void> {
  const admin = makeKafka(owner, () => {}).admin();
  await admin.connect();
  const acl = rights.flatMap(({ user, may, what, prefix }) =>
    may.map((operation) => ({
      operation: operations[operation],
      permissionType: allow,
      principal: `User:${user}`,
      host: '*',
      resourceType: resources[what],
      resourceName: prefix,
      resourcePatternType: prefixed,
    })),
  );
  await admin.createAcls({ acl });
  await admin.disconnect();
}
