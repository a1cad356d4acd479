import {
  AclOperationTypes,
  AclPermissionTypes,
  AclResourceTypes,
  ResourcePatternTypes,
} from 'kafkajs';
import type { guardedUsers } from '../../scripts/kafka/broker-settings.ts';
import { makeKafka } from '../../src/main/log/kafka/connect-cluster.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';

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
      operation: AclOperationTypes[operation],
      permissionType: AclPermissionTypes.ALLOW,
      principal: `User:${user}`,
      host: '*',
      resourceType: AclResourceTypes[what],
      resourceName: prefix,
      resourcePatternType: ResourcePatternTypes.PREFIXED,
    })),
  );
  await admin.createAcls({ acl });
  await admin.disconnect();
}
