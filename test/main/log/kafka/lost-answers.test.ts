import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { KafkaConnection } from '../../../../src/main/log/kafka/kafka-connection.ts';
import { openKafkaLog } from '../../../../src/main/log/kafka/open-kafka-log.ts';
import type { AppendFault, Fence, Log, WriteTurn } from '../../../../src/main/log/log-port.ts';
import { freshTopic, namedBrokers, whyNoBroker } from '../../../support/kafka-broker.ts';
import { apiKeys, type Fate, type Hook, type KafkaProxy } from '../../../support/kafka-proxy.ts';
import {
  never,
  newRecord,
  readToEnd,
  recordsOf,
  takeTurn,
  texts,
} from '../../../support/log-harness.ts';
import { type ProxiedBroker, startProxiedBroker } from '../../../support/proxied-broker.ts';
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
    const bench = openBench('fenced', () => ({ owner: broker.owner, ...broker.plain }));

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
      bench.proxy.onRequest(endTxn, async () => {
        bench.proxy.clear();
        await sleep(pastTransactionMs);
        return 'pass';
      });
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('lost_turn');
      expect(await bench.readBack()).toEqual([]);
    }, 40_000);

    it('leaves an append unknown where the first commit was cut and the second comes too late', async () => {
      const turn = await takeTurn(bench.log);
      const hold: Hook = async () => {
        bench.proxy.clear();
        await sleep(pastTransactionMs);
        return 'pass';
      };
      const cut = first('drop');
      bench.proxy.onRequest(endTxn, (frame) => (cut(frame) === 'drop' ? 'drop' : hold(frame)));
      expect(await outcomeOf(turn, ['x', 'y'])).toBe('unknown');
      expect(await bench.readBack()).toEqual([]);
    }, 40_000);
  });

  describe('to a turn without a fence', () => {
    const bench = openBench('unfenced', () => ({
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
  });
});

type Way = {
  readonly owner: KafkaConnection;
  readonly connection: KafkaConnection;
  readonly proxy: KafkaProxy;
};

/** A fresh topic for each test, and a log on it that is reached through the proxy. */
function openBench(fence: Fence, way: () => Way) {
  let topic = '';
  let log: Log | null = null;
  const bench = {
    get proxy() {
      return way().proxy;
    },
    get log() {
      if (!log) throw new Error('There is no log before a test.');
      return log;
    },
    /** What stands in the log once a turn of somebody else has ended all that was under way. */
    readBack: async () => {
      const onlooker = openKafkaLog({ connection: way().owner, topic });
      const turn = await patiently(onlooker);
      await turn.close();
      const ends = Object.entries(turn.end).filter(([, end]) => end > 0);
      const past = ends.map(([partition, end]) => ({
        partition: Number(partition),
        offset: (end - 1) as typeof end,
      }));
      const read = texts(recordsOf(await readToEnd(onlooker, { past })));
      await onlooker.close();
      return read;
    },
  };
  beforeEach(async () => {
    topic = await freshTopic(way().owner, 2);
    log = openKafkaLog({ connection: way().connection, topic });
    expect(await log.fence()).toBe(fence);
  });
  afterEach(async () => {
    way().proxy.clear();
    await log?.close();
  });
  return bench;
}

/** Appends texts and closes the turn: the offsets told, or what went wrong. */
async function outcomeOf(
  turn: WriteTurn,
  values: readonly string[],
  partitions: readonly number[] = [0, 1],
): Promise<readonly number[] | AppendFault['code']> {
  const appended = await turn.append(values.map((text, n) => newRecord(partitions[n] ?? 0, text)));
  await turn.close();
  return appended.ok ? appended.value.map(({ offset }) => offset) : appended.error.code;
}

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

async function patiently(log: Log): Promise<WriteTurn> {
  for (let attempt = 0; attempt < 40; attempt++) {
    const turn = await log.beginWrite(never);
    if (turn.ok) return turn.value;
    await sleep(50);
  }
  throw new Error('Never got the turn.');
}
