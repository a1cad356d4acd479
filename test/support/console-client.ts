import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fetchKafkaJars, whyNoKafka } from '../../scripts/kafka/fetch-kafka-jars.ts';
import type { KafkaConnection } from '../../src/main/log/kafka/kafka-connection.ts';
import { kafkaCache } from './kafka-broker.ts';

/** A record as Kafka's own console consumer prints it. */
export type ConsoleRecord = {
  readonly partition: number;
  readonly offset: number;
  /** `name:value`, in order. */
  readonly headers: readonly string[];
  readonly key: string;
  readonly value: string;
};

// Two characters that stand in no text of a test.
const between = '\u001e';
const betweenHeaders = '\u001f';
const patienceMs = 20_000;

/** Why Kafka's own clients cannot be asked here; null where they can. */
export async function whyNoConsoleClient(): Promise<string | null> {
  const why = await whyNoKafka(kafkaCache);
  return why === null ? null : `SKIPPED, NO CONSOLE CLIENT: ${why}`;
}

/** Reads the first `count` committed records of a topic with Kafka's console consumer. */
export async function consoleConsumer(
  connection: KafkaConnection,
  topic: string,
  count: number,
): Promise<ConsoleRecord[]> {
  const printed = ['partition', 'offset', 'headers', 'key', 'value'].map(
    (what) => `print.${what}=true`,
  );
  const separators = [`key.separator=${between}`, `headers.separator=${betweenHeaders}`];
  const out = await runClass('org.apache.kafka.tools.consumer.ConsoleConsumer', [
    ...['--bootstrap-server', connection.brokers.join(','), '--topic', topic],
    ...['--from-beginning', '--isolation-level', 'read_committed'],
    ...['--max-messages', `${count}`, '--timeout-ms', `${patienceMs}`],
    ...[...printed, ...separators].flatMap((property) => ['--formatter-property', property]),
  ]);
  return out
    .split('\n')
    .filter((line) => line !== '')
    .map(readLine);
}

/** Writes records of these keys with Kafka's console producer, which chooses their partitions. */
export async function consoleProducer(
  connection: KafkaConnection,
  topic: string,
  keys: readonly string[],
): Promise<void> {
  const server = ['--bootstrap-server', connection.brokers.join(','), '--topic', topic];
  const reader = ['parse.key=true', `key.separator=${between}`];
  await runClass(
    'org.apache.kafka.tools.ConsoleProducer',
    [...server, ...reader.flatMap((property) => ['--reader-property', property])],
    keys.map((key) => `${key}${between}x\n`).join(''),
  );
}

function readLine(line: string): ConsoleRecord {
  const [partition = '', offset = '', headers = '', key = '', value = ''] = line.split(between);
  return {
    partition: Number(partition.replace('Partition:', '')),
    offset: Number(offset.replace('Offset:', '')),
    headers: headers.split(betweenHeaders),
    key,
    value,
  };
}

async function runClass(name: string, args: readonly string[], input = ''): Promise<string> {
  const jars = await fetchKafkaJars(kafkaCache);
  const flags = [
    '-Xmx128m',
    '-XX:TieredStopAtLevel=1',
    '-Dlog4j2.level=OFF',
    '-Dfile.encoding=UTF-8',
  ];
  const child = spawn('java', [...flags, '-cp', join(jars, '*'), name, ...args]);
  const killWithUs = () => child.kill('SIGKILL');
  process.once('exit', killWithUs);
  const exited = once(child, 'exit');
  // Who needs no input may be gone before it is given.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  const [output, complaints, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    exited,
  ]);
  process.removeListener('exit', killWithUs);
  if (code !== 0) throw new Error(`${name} ended with ${code}: ${complaints.slice(-2_000)}`);
  return output;
}
