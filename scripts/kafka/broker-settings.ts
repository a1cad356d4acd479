import { join } from 'node:path';

/** Where a one-node broker listens on loopback and keeps its data. */
export type BrokerPlace = {
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Where set, people sign in here, and what they may do is decided by access rules. */
  readonly guardedPort?: number;
};

/** Who may sign in at a guarded port, by name, with their password (PLAIN). */
export const guardedUsers = { auditor: 'auditor-secret', stranger: 'stranger-secret' } as const;

/** The text of `server.properties` for a one-node KRaft broker on loopback. */
export function brokerSettings(place: BrokerPlace): string {
  const { folder, port, controllerPort } = place;
  const settings: { readonly [name: string]: string | number | boolean } = {
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}`,
    'log.dirs': forwardSlashes(join(folder, 'logs')),
    'auto.create.topics.enable': false,
    'offsets.topic.replication.factor': 1,
    'offsets.topic.num.partitions': 1,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'transaction.state.log.num.partitions': 1,
    'group.initial.rebalance.delay.ms': 0,
    // A sample may be years old or lie in the future: keep it whatever its record times say.
    'log.retention.ms': -1,
    'log.segment.bytes': 64 * 1024 * 1024,
    'log.roll.ms': 10 * 365 * 24 * 3_600_000,
    'log.message.timestamp.after.max.ms': '9223372036854775807',
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
    'log.cleaner.backoff.ms': 1_000,
    'message.max.bytes': 64 * 1024 * 1024,
    ...(place.guardedPort ? guardedSettings(place, place.guardedPort) : {}),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** A second door, at which people sign in; who comes through the first one may do everything. */
function guardedSettings({ port, controllerPort }: BrokerPlace, guardedPort: number) {
  const doors = `PLAINTEXT://127.0.0.1:${port},GUARDED://127.0.0.1:${guardedPort}`;
  const users = Object.entries(guardedUsers).map(([name, word]) => `user_${name}="${word}"`);
  const login = 'org.apache.kafka.common.security.plain.PlainLoginModule required';
  return {
    listeners: `${doors},CONTROLLER://127.0.0.1:${controllerPort}`,
    'advertised.listeners': doors,
    'listener.security.protocol.map':
      'PLAINTEXT:PLAINTEXT,GUARDED:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT',
    'sasl.enabled.mechanisms': 'PLAIN',
    'listener.name.guarded.plain.sasl.jaas.config': `${login} ${users.join(' ')};`,
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': 'User:ANONYMOUS',
  };
}

/** The text of a log4j2 configuration: warnings to standard error, nothing else. */
export function loggingSettings(): string {
  return `status=error
appender.console.type=Console
appender.console.name=console
appender.console.target=SYSTEM_ERR
appender.console.layout.type=PatternLayout
appender.console.layout.pattern=%d %p %c{1} %m%n
rootLogger.level=warn
rootLogger.appenderRef.console.ref=console
`;
}

function forwardSlashes(path: string): string {
  return path.replaceAll('\\', '/');
}
