import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { KafkaConnection } from '../src/main/log/kafka/kafka-connection.ts';
import { whyNoKcat } from '../test/support/kcat.ts';
import { readAlone } from './catch-up.ts';
import { printFigure, say, timed } from './figure.ts';

/** The topic that is read, through our own reader and by kcat. */
export type ReaderBench = {
  readonly connection: KafkaConnection;
  readonly topic: string;
  readonly events: number;
  readonly repeats: number;
};

/**
 * `kafka.reader`: our reader alone, records told apart and their headers not built;
 * `kafka.catch_up`: what `ours` took for the whole catch-up, microseconds an event. Both against
 * kcat reading the same topic to /dev/null.
 */
export async function benchAgainstKcat(bench: ReaderBench, ours: readonly number[]): Promise<void> {
  const { connection, topic, events } = bench;
  const why = await whyNoKcat();
  if (why) return say(`kafka.reader: ${why}`);
  const usOf = (ms: number) => (1000 * ms) / events;
  const samples = { kcat: [] as number[], reader: [] as number[] };
  for (let repeat = 0; repeat < bench.repeats; repeat++) {
    samples.kcat.push(usOf(await timed(() => readByKcat(bench))));
    samples.reader.push(usOf((await readAlone({ connection, topic })).ms));
  }
  const against = { name: 'kcat reading the topic to /dev/null', samples: samples.kcat };
  const shared = { events, unit: 'us/event', against };
  printFigure({ name: 'kafka.reader', ...shared, ours: samples.reader, goal: { ratio: 1 } });
  printFigure({ name: 'kafka.catch_up', ...shared, ours, goal: { ratio: 0.25 } });
}

async function readByKcat({ connection: { brokers }, topic }: ReaderBench): Promise<void> {
  const args = ['-b', brokers.join(','), '-C', '-q', '-e', '-o', 'beginning', '-t', topic];
  const child = spawn('kcat', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`kcat ended with ${code}.`);
}
