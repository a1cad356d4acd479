import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeKafka } from '../../../../src/main/log/kafka/connect-cluster.ts';
import { namedBrokers, whyNoBroker } from '../../../support/kafka-broker.ts';
import { apiKeys, type Fate, type Hook } from '../../../support/kafka-proxy.ts';
import { takeTurn } from '../../../support/log-harness.ts';
import { type ProxiedBroker, startProxiedBroker } from '../../../support/proxied-broker.ts';
import { outcomeOf, proxyBench } from '../../../support/proxy-bench.ts';
import { grant } from '../../../support/topic-rights.ts';

const why = namedBrokers
  ? 'SKIPPED: this suite cuts connections to a broker of its own, and PLAYHEAD_TEST_KAFKA names others.'
  : await whyNoBroker();
if (why) console.warn(why);

const { produce, endTxn, addPartitionsToTxn, initProducerId } = apiKeys;
// The transaction of a turn lasts 10 s; a broker looks for those that are over once a second.
const pastTransactionMs = 12_500;

describe.skipIf(why)(`an answer of Kafka that does not arrive${why ? ` (${why})` : ''}`, () => {
  let broker: ProxiedBroker;
  beforeAll(async () => {
    broker = await startProxiedBroker();
    const may = ['READ', 'WRITE', 'DESCRIBE'] as const;
    await grant(broker.owner, [{ user: 'clerk', may, what: 'TOPIC', prefix: 'playhead-test-' }]);
  });
  afterAll(() => broker?.stop());

  describe('to a turn that is fenced', () => {
    const bench = proxyBench('fenced', () => ({ owner: broker.owner, ...broker.plain }));
    const tooLate = async (): Promise<Fate> => {
      bench.proxy.clear();
      await sleep(pastTransactionMs);
      return 'pass';
    };

    it('is asked for again where it was for taking the turn', async () => {
      bench.proxy.onResponse(initProducerId, first('drop'));
      const turn = await takeTurn(bench.log);
      expect(await outcomeOf(turn, ['x', 'y'])).toEqual([0, 0]);
      expect(await bench.readBack()).toEqual(['x', 'y']);
    });

    it.each([
      ['naming the partitions', addPartitionsToTxn],
      ['the records', produce],
      ['the commit', endTxn],
    ])('is asked for again where it was for %s: all is there once', async (_, apiKey) => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onResponse(apiKey, first('drop'));
      expect(await outcomeOf(turn, ['x', 'y'])).toEqual([0, 0]);
      expect(bench.proxy.passed(apiKey)).toBe(2);
      expect(await bench.readBack()).toEqual(['x', 'y']);
    });

    it('leaves an append unknown where it was for every commit: the records are there', async () => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onResponse(endTxn, () => 'drop');
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('unknown');
      expect(await bench.readBack()).toEqual(['x', 'y']);
    });

    it('leaves an append unknown where no commit got through: the next turn makes sure it is not there', async () => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onRequest(endTxn, () => 'drop');
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('unknown');
      bench.proxy.clear();
      expect(await bench.readBack()).toEqual([]);
    });

    it.each([
      ['the records do not get through', 'onRequest'],
      ['no answer to them does', 'onResponse'],
    ] as const)('ends an append that is told not to be there where %s', async (_, hook) => {
      const turn = await takeTurn(bench.log);
      bench.proxy[hook](produce, () => 'drop');
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('log_out_of_reach');
      expect(await bench.readBack()).toEqual([]);
    });

    it('is that the turn was lost where the commit comes too late, and nothing is there', async () => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onRequest(endTxn, tooLate);
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('lost_turn');
      expect(await bench.readBack()).toEqual([]);
    }, 40_000);

    it('leaves an append unknown where the first commit was cut and the second comes too late', async () => {
      const turn = await takeTurn(bench.log);
      const cut = first('drop');
      bench.proxy.onRequest(endTxn, (frame) => (cut(frame) === 'drop' ? 'drop' : tooLate()));
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('unknown');
      expect(await bench.readBack()).toEqual([]);
    }, 40_000);

    it('leaves an append unknown where the writer is gone: a commit that arrives after the next turn does nothing', async () => {
      const turn = await takeTurn(bench.log);
      const held = holdFirst();
      bench.proxy.onRequest(endTxn, held.hook);
      const told = outcomeOf(turn, ['x', 'y']);
      await held.reached;
      await bench.log.close();
      expect(await told).toBe('unknown');
      expect(await bench.readBack()).toEqual([]);
      held.release('pass');
      await sleep(300);
      expect(await bench.readBack()).toEqual([]);
    });
  });

  describe('to a turn without a fence', () => {
    const bench = proxyBench('unfenced', () => ({
      owner: broker.owner,
      proxy: broker.guarded.proxy,
      connection: broker.guarded.connectAs('clerk'),
    }));

    it('is asked for again under the same number: all is there once', async () => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onResponse(produce, first('drop'));
      expect(await outcomeOf(turn, ['x', 'y'], [1, 1])).toEqual([0, 1]);
      expect(bench.proxy.passed(produce)).toBe(2);
      expect(await bench.readBack()).toEqual(['x', 'y']);
    });

    it('leaves an append unknown where it never comes: the records are there once', async () => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onResponse(produce, () => 'drop');
      expect(await outcomeOf(turn, ['x', 'y'], [1, 1])).toBe('unknown');
      expect(bench.proxy.passed(produce)).toBeGreaterThan(1);
      expect(await bench.readBack()).toEqual(['x', 'y']);
    });

    it('leaves an append unknown where the records do not get through, and they are not there', async () => {
      const turn = await takeTurn(bench.log);
      bench.proxy.onRequest(produce, () => 'drop');
      expect(await outcomeOf(turn, ['x'], [1])).toBe('unknown');
      bench.proxy.clear();
      expect(await bench.readBack()).toEqual([]);
    });

    it('leaves an append unknown where the writer is gone: the records may arrive later still', async () => {
      const turn = await takeTurn(bench.log);
      const held = holdFirst();
      bench.proxy.onRequest(produce, held.hook);
      const told = outcomeOf(turn, ['x'], [1]);
      await held.reached;
      await bench.log.close();
      expect(await told).toBe('unknown');
      expect(await bench.readBack()).toEqual([]);
      held.release('pass');
      await expect.poll(bench.readBack).toEqual(['x']);
    });

    it('fault 3: loses and doubles nothing where appends overlap and their answers are lost', async () => {
      const rounds = 12;
      for (let round = 0; round < rounds; round++) {
        const turns = await Promise.all([0, 1, 2].map(() => takeTurn(bench.log)));
        // Breaks the connection off with all that is under way on it.
        bench.proxy.onResponse(produce, first('drop'));
        const told = await Promise.all(
          turns.map((turn, n) => outcomeOf(turn, [`${round}.${n}`, `${round}.${n}b`], [0, 0])),
        );
        const [from] = told
          .flat()
          .map(Number)
          .sort((a, b) => a - b);
        expect(
          told
            .flat()
            .map(Number)
            .sort((a, b) => a - b),
        ).toEqual(range(Number(from), 6));
      }
      const read = await bench.readBack();
      expect(read).toHaveLength(rounds * 6);
      expect(new Set(read).size).toBe(rounds * 6);
    });

    it('fault 3: the plain library acknowledges both of two such sends, doubles one and loses the other', async () => {
      const producer = makeKafka(broker.plain.connection, () => {}).producer({ idempotent: true });
      await producer.connect();
      broker.plain.proxy.onResponse(produce, first('drop'));
      const send = (value: string) =>
        producer.send({ topic: bench.topic, messages: [{ key: 'k', value, partition: 0 }] });
      const told = await Promise.all([send('first'), send('second')]);
      await producer.disconnect();
      expect(told.map(([place]) => place?.errorCode)).toEqual([0, 0]);
      const read = await bench.readBack();
      expect([read.length, new Set(read).size]).toEqual([2, 1]);
    });
  });
});

/** The first one so, all later ones pass. */
function first(fate: Fate): (frame: unknown) => Fate {
  let isFirst = true;
  return () => {
    const now = isFirst ? fate : 'pass';
    isFirst = false;
    return now;
  };
}

function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, n) => from + n);
}

/** Holds the first one until it is released, and tells when it has come; all later ones pass. */
function holdFirst() {
  const come = Promise.withResolvers<void>();
  const kept = Promise.withResolvers<Fate>();
  const hold = first('drop');
  const hook: Hook = (frame) => {
    if (hold(frame) === 'pass') return 'pass';
    come.resolve();
    return kept.promise;
  };
  return { hook, reached: come.promise, release: kept.resolve };
}
