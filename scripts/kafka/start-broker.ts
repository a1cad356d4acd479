import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import {
  type BrokerCertificates,
  type BrokerPlace,
  brokerSettings,
  type Door,
  loggingSettings,
} from './broker-settings.ts';
import { fetchKafkaJars } from './fetch-kafka-jars.ts';
import { speaksKafka } from './speaks-kafka.ts';

/** A running one-node Apache Kafka on loopback. */
export type Broker = {
  /** `127.0.0.1:<port>`. */
  readonly address: string;
  /** The same for the door at which people sign in; null without one. */
  readonly guardedAddress: string | null;
  /** Doors that speak TLS: open to all, to who signs in, and to who shows a certificate; null without. */
  readonly secured: {
    readonly open: string;
    readonly guarded: string;
    readonly certified: string;
  } | null;
  /** The ports that proxies lead to, by the kind of door; null where none was named. */
  readonly behind: { readonly plain: number | null; readonly guarded: number | null };
  /** Stops the process and keeps its data; `resume` starts it again on the same port. */
  halt(): Promise<void>;
  resume(): Promise<void>;
  /** Stops the process; removes the data unless a folder was named. */
  stop(): Promise<void>;
};

/** `folder` is kept when the broker stops; without one the data lives as long as the broker. */
export type BrokerOptions = {
  readonly cache: string;
  readonly folder?: string;
  readonly port?: number;
  /** True for a second door with names, passwords and access rules. */
  readonly guarded?: boolean;
  /** Where they are given, three doors speak TLS. */
  readonly certificates?: BrokerCertificates;
  /** Ports of proxies: a door is made behind each, at which clients are told the proxy's port. */
  readonly proxies?: { readonly plain?: number; readonly guarded?: number };
};

const answersWithinMs = 60_000;
const stopsWithinMs = 10_000;

/** Fetches Apache Kafka where needed, starts it, and resolves when it answers. */
export async function startBroker(options: BrokerOptions): Promise<Broker> {
  const jars = await fetchKafkaJars(options.cache);
  const folder = options.folder ?? (await mkdtemp(join(options.cache, 'broker-')));
  const place = await choosePlace(folder, options);
  await prepare(jars, place);
  let child = await launch(jars, place);
  const portOf = (name: string) => place.doors.find((door) => door.name === name)?.port ?? null;
  const addressOf = (name: string) => `127.0.0.1:${portOf(name)}`;
  return {
    address: `127.0.0.1:${place.port}`,
    guardedAddress: options.guarded ? addressOf(doorNames.guarded) : null,
    secured: options.certificates
      ? {
          open: addressOf(doorNames.secured),
          guarded: addressOf(doorNames.securedGuarded),
          certified: addressOf(doorNames.certified),
        }
      : null,
    behind: {
      plain: portOf(doorNames.behindPlain),
      guarded: portOf(doorNames.behindGuarded),
    },
    halt: () => end(child),
    resume: async () => {
      child = await launch(jars, place);
    },
    stop: async () => {
      await end(child);
      if (!options.folder) await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A loopback port that was free a moment ago; `wanted` where that one is free. */
async function freePort(wanted = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (fault) => (wanted ? resolve(freePort()) : reject(fault)));
    server.listen(wanted, '127.0.0.1', () => {
      const address = server.address();
      const port = address && typeof address === 'object' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function choosePlace(folder: string, options: BrokerOptions): Promise<BrokerPlace> {
  const port = await freePort(options.port);
  const controllerPort = await freePort();
  const { certificates = null } = options;
  return { folder, port, controllerPort, doors: await chooseDoors(options), certificates };
}

const doorNames = {
  guarded: 'GUARDED',
  secured: 'SECURED',
  securedGuarded: 'SECUREDGUARDED',
  certified: 'CERTIFIED',
  behindPlain: 'BEHINDPLAIN',
  behindGuarded: 'BEHINDGUARDED',
} as const;

async function chooseDoors(options: BrokerOptions): Promise<Door[]> {
  const { guarded, proxies, certificates } = options;
  const doors: Door[] = [];
  const add = async (name: string, more: Partial<Omit<Door, 'name' | 'port'>> = {}) => {
    const port = await freePort();
    doors.push({ name, port, toldPort: port, guarded: false, tls: 'none', ...more });
  };
  if (guarded) await add(doorNames.guarded, { guarded });
  if (proxies?.plain) await add(doorNames.behindPlain, { toldPort: proxies.plain });
  if (proxies?.guarded) {
    await add(doorNames.behindGuarded, { guarded: true, toldPort: proxies.guarded });
  }
  if (certificates) {
    await add(doorNames.secured, { tls: 'own' });
    await add(doorNames.securedGuarded, { tls: 'own', guarded: true });
    await add(doorNames.certified, { tls: 'mutual' });
  }
  return doors;
}

async function prepare(jars: string, place: BrokerPlace): Promise<void> {
  const { folder } = place;
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'server.properties'), brokerSettings(place));
  await writeFile(join(folder, 'log4j2.properties'), loggingSettings());
  if (existsSync(join(folder, 'logs', 'meta.properties'))) return;
  // A cluster id is a URL-safe UUID; one that begins with "-" would be read as an option.
  const clusterId = `P${randomBytes(16).toString('base64url').slice(1)}`;
  const format = ['format', '-t', clusterId, '-c', join(folder, 'server.properties')];
  await promisify(execFile)('java', [
    ...javaFlags(jars, folder),
    'kafka.tools.StorageTool',
    ...format,
  ]);
}

async function launch(jars: string, place: BrokerPlace): Promise<ChildProcess> {
  const output = openSync(join(place.folder, 'broker.log'), 'a');
  const flags = [...javaFlags(jars, place.folder), 'kafka.Kafka'];
  const child = spawn('java', [...flags, join(place.folder, 'server.properties')], {
    stdio: ['ignore', output, output],
  });
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  child.once('exit', () => process.removeListener('exit', killWithUs));
  const deadline = Date.now() + answersWithinMs;
  while (!(await speaksKafka(place.port))) {
    if (child.exitCode !== null || Date.now() > deadline) {
      await end(child);
      const log = await readFile(join(place.folder, 'broker.log'), 'utf8');
      throw new Error(`The broker does not answer. Its last words:\n${log.slice(-2000)}`);
    }
    await sleep(100);
  }
  return child;
}

function javaFlags(jars: string, folder: string): string[] {
  const quick = ['-Xmx512m', '-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];
  const logging = `-Dlog4j2.configurationFile=${join(folder, 'log4j2.properties')}`;
  return [...quick, logging, '-cp', join(jars, '*')];
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), stopsWithinMs);
  await gone;
  clearTimeout(patience);
}
