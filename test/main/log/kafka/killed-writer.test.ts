import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { namedBrokers, whyNoBroker } from '../../../support/kafka-broker.ts';
import { apiKeys } from '../../../support/kafka-proxy.ts';
import { type ProxiedBroker, startProxiedBroker } from '../../../support/proxied-broker.ts';
import { proxyBench } from '../../../support/proxy-bench.ts';

const why = namedBrokers
  ? 'SKIPPED: this suite puts a proxy before a broker of its own, and PLAYHEAD_TEST_KAFKA names others.'
  : await whyNoBroker();
if (why) console.warn(why);

const worker = resolve(import.meta.dirname, '../../../support/fence-worker.ts');
const { produce, endTxn } = apiKeys;

describe.skipIf(why)(`a writer to Kafka that is killed${why ? ` (${why})` : ''}`, () => {
  let broker: ProxiedBroker;
  let child: ChildProcess | null = null;
  beforeAll(async () => {
    broker = await startProxiedBroker();
  });
  afterEach(() => child?.kill('SIGKILL'));
  afterAll(() => broker?.stop());
  const bench = proxyBench('fenced', () => ({ owner: broker.owner, ...broker.plain }));

  /** Starts a process that writes two records a turn, and resolves when it was killed. */
  const runUntilKilled = async () => {
    const brokers = broker.plain.connection.brokers.join(',');
    child = spawn(process.execPath, [worker, brokers, bench.topic], { stdio: 'inherit' });
    await once(child, 'exit');
    bench.proxy.clear();
  };
  const kill = () => child?.kill('SIGKILL');

  it.each([
    ['before its records reach the broker', produce, 'onRequest'],
    ['when the broker has them', produce, 'onResponse'],
    ['before its commit reaches the broker', endTxn, 'onRequest'],
  ] as const)('%s has written nothing', async (_, apiKey, hook) => {
    bench.proxy[hook](apiKey, () => {
      kill();
      return 'drop';
    });
    await runUntilKilled();
    expect(await bench.readBack()).toEqual([]);
  });

  it('when its commit is on its way has written all', async () => {
    bench.proxy.onRequest(endTxn, () => ({ after: kill }));
    bench.proxy.onResponse(endTxn, () => 'drop');
    await runUntilKilled();
    expect(await bench.readBack()).toEqual(['0', '0']);
  });
});
