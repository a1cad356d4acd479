import { join } from 'node:path';

/** Where a one-node broker listens on loopback and keeps its data. */
export type BrokerPlace = {
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
};

/** The text of `server.properties` for a one-node KRaft broker on loopback. */
export function brokerSettings({ folder, port, controllerPort }: BrokerPlace): string {
  const settings = {
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
    'message.max.bytes': 64 * 1024 * 1024,
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
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
