import { join } from 'node:path';

/** Where a one-node broker listens on loopback and keeps its data. */
export type BrokerPlace = {
  readonly folder: string;
  readonly port: number;
  readonly controllerPort: number;
  /** Doors beside the first one, through which everybody may do everything. */
  readonly doors: readonly Door[];
  /** What the doors speak TLS with; null where none does. */
  readonly certificates: BrokerCertificates | null;
};

/** Files of PEM: the broker's key with its certificate, and the authority its clients' are signed by. */
export type BrokerCertificates = { readonly ownFile: string; readonly authorityFile: string };

/** A listener. Where it is guarded people sign in, and access rules decide what they may do. */
export type Door = {
  readonly name: string;
  readonly port: number;
  /** The port that clients are told: that of a proxy in front of it, or its own. */
  readonly toldPort: number;
  readonly guarded: boolean;
  /** Whether it speaks TLS, and takes only clients that show a certificate. */
  readonly tls: 'none' | 'own' | 'mutual';
};

/** Whose certificate opens every door to a broker that has access rules. */
export const certifiedName = 'CN=playhead-test';

/** Who may sign in at a guarded door, by name, with their password (PLAIN). */
export const guardedUsers = {
  auditor: 'auditor-secret',
  clerk: 'clerk-secret',
  keeper: 'keeper-secret',
  stranger: 'stranger-secret',
} as const;

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
    // What a writer that died left open holds readers back until it is ended.
    'transaction.abort.timed.out.transaction.cleanup.interval.ms': 1_000,
    'group.initial.rebalance.delay.ms': 0,
    // A sample may be years old or lie in the future: keep it whatever its record times say.
    'log.retention.ms': -1,
    'log.segment.bytes': 64 * 1024 * 1024,
    'log.roll.ms': 10 * 365 * 24 * 3_600_000,
    'log.message.timestamp.after.max.ms': '9223372036854775807',
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
    'log.cleaner.backoff.ms': 1_000,
    'message.max.bytes': 64 * 1024 * 1024,
    ...doorSettings(place),
  };
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('');
}

/** The doors beside the first; who comes through one that is not guarded may do everything. */
function doorSettings(place: BrokerPlace): Record<string, string> {
  const { port, controllerPort, doors, certificates } = place;
  if (doors.length === 0) return {};
  const first = `PLAINTEXT://127.0.0.1:${port}`;
  const own = doors.map((door) => `${door.name}://127.0.0.1:${door.port}`);
  const told = doors.map((door) => `${door.name}://127.0.0.1:${door.toldPort}`);
  const protocols = doors.map(
    ({ name, guarded, tls }) =>
      `${name}:${guarded ? 'SASL_' : ''}${tls === 'none' ? 'PLAINTEXT' : 'SSL'}`,
  );
  return {
    listeners: [first, ...own, `CONTROLLER://127.0.0.1:${controllerPort}`].join(','),
    'advertised.listeners': [first, ...told].join(','),
    'listener.security.protocol.map': [
      'PLAINTEXT:PLAINTEXT',
      'CONTROLLER:PLAINTEXT',
      ...protocols,
    ].join(','),
    ...(doors.some(({ guarded }) => guarded) ? guardSettings(doors) : {}),
    ...(certificates ? tlsSettings(doors, certificates) : {}),
  };
}

function tlsSettings(
  doors: readonly Door[],
  { ownFile, authorityFile }: BrokerCertificates,
): Record<string, string> {
  const asked = doors
    .filter(({ tls }) => tls === 'mutual')
    .map(({ name }) => [`listener.name.${name.toLowerCase()}.ssl.client.auth`, 'required']);
  return {
    'ssl.keystore.type': 'PEM',
    'ssl.keystore.location': forwardSlashes(ownFile),
    'ssl.truststore.type': 'PEM',
    'ssl.truststore.location': forwardSlashes(authorityFile),
    ...Object.fromEntries(asked),
  };
}

function guardSettings(doors: readonly Door[]): Record<string, string> {
  const users = Object.entries(guardedUsers).map(([name, word]) => `user_${name}="${word}"`);
  const login = `org.apache.kafka.common.security.plain.PlainLoginModule required ${users.join(' ')};`;
  const logins = doors
    .filter(({ guarded }) => guarded)
    .map(({ name }) => [`listener.name.${name.toLowerCase()}.plain.sasl.jaas.config`, login]);
  return {
    'sasl.enabled.mechanisms': 'PLAIN',
    ...Object.fromEntries(logins),
    'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
    'super.users': `User:ANONYMOUS;User:${certifiedName}`,
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
