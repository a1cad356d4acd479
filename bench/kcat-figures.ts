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
};

/** What is read in turns with the whole catch-up, since the machine's speed changes within minutes. */
export type BesideCatchUp = {
  turn(): Promise<void>;
  /** `ours`: what the whole catch-up took, microseconds an event. */
  print(ours: readonly number[]): void;
};

/**
 * `kafka.reader`: our reader alone, records told apart and their headers not built;
 * `kafka.catch_up`: the whole catch-up. Both against kcat reading the same topic to /dev/null.
 */
export async function besideKcat(bench: ReaderBench): Promise<BesideCatchUp> {
  const { connection, topic, events } = bench;
  const why = await whyNoKcat();
  if (why) return { turn: async () => {}, print: () => say(`kafka.reader: ${why}`) };
  const usOf = (ms: number) => (1000 * ms) / events;
  const samples = { kcat: [] as number[], reader: [] as number[] };
  const against = { name: 'kcat reading the topic to /dev/null', samples: samples.kcat };
  const shared = { events, unit: 'us/event', against };
  return {
    turn: async () => {
      samples.kcat.push(usOf(await timed(() => readByKcat(bench))));
      samples.reader.push(usOf((await readAlone({ connection, topic })).ms));
    },
    print: (ours) => {
      printFigure({ name: 'kafka.reader', ...shared, ours: samples.reader, goal: { ratio: 1 } });
      printFigure({ name: 'kafka.catch_up', ...shared, ours, goal: { ratio: 0.25 } });
    },
  };
}

async function readByKcat({ connection: { brokers }, topic }: ReaderBench): Promise<void> {
  const args = ['-b', brokers.join(','), '-C', '-q', '-e', '-o', 'beginning', '-t', topic];
  const child = spawn('kcat', args, { stdio: ['ignore', 'ignore', 'inherit'] });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`kcat ended with ${code}.`);
}
