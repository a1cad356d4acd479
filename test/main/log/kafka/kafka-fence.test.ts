import { type ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import { borrowBroker, freshTopic, whyNoBroker } from '../../../support/kafka-broker.ts';
import { readToEnd, recordsOf } from '../../../support/log-harness.ts';

const why = await whyNoBroker();
if (why) console.warn(why);

const worker = resolve(import.meta.dirname, '../../../support/fence-worker.ts');
const runsForMs = 8_000;

describe.skipIf(why)(`the fence${why ? ` (${why})` : ''}`, () => {
  let borrowed: Awaited<ReturnType<typeof borrowBroker>>;
  const workers: ChildProcess[] = [];
  beforeAll(async () => {
    borrowed = await borrowBroker();
  });
  afterAll(async () => {
    for (const child of workers) child.kill('SIGKILL');
    await borrowed?.release();
  });

  it('holds while three processes write and are killed in the middle', async () => {
    const { connection } = borrowed;
    const topic = await freshTopic(connection, 3);
    const start = () => {
      const child = spawn(process.execPath, [worker, connection.brokers.join(','), topic], {
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      workers.push(child);
      return child;
    };
    const living = [start(), start(), start()];
    const deadline = Date.now() + runsForMs;
    let kills = 0;
    while (Date.now() < deadline) {
      await sleep(600 + Math.random() * 600);
      const victim = kills++ % living.length;
      living[victim]?.kill('SIGKILL');
      living[victim] = start();
    }
    for (const child of living) child.kill('SIGKILL');
    const log = openKafkaLog({ connection, topic });
    // Taking the turn ends what the last one left open.
    const turn = await log.beginWrite(new AbortController().signal);
    if (!turn.ok) throw new Error(turn.error.text);
    await turn.value.close();
    const values = recordsOf(await readToEnd(log))
      .map(({ value }) => Number(new TextDecoder().decode(value ?? undefined)))
      .sort((a, b) => a - b);
    await log.close();
    const commands = values.length / 2;
    console.info(`fence: ${commands} commands, ${kills} kills`);
    expect(commands).toBeGreaterThan(5);
    expect(values).toEqual(Array.from({ length: values.length }, (_, at) => at - (at % 2)));
  }, 60_000);
});
