import { describe, expect, it } from 'vitest';
import { TopicWatch } from '../../../../src/main/log/kafka/topic-watch.ts';
import { beginKafkaTurn } from '../../../../src/main/log/kafka/write-turn.ts';
import { LogFaultError } from '../../../../src/main/log/log-port.ts';
import { noHeaders } from '../../../../src/shared/log/headers.ts';
import { offset } from '../../../../src/shared/log/offset.ts';
import { answerOf, metadataOf, scriptedCluster } from './scripted-cluster.ts';

const never = new AbortController().signal;
const records = [0, 1, 0].map((partition) => ({
  partition,
  key: Uint8Array.of(1),
  value: Uint8Array.of(2),
  headers: noHeaders,
}));
const outOfReach = () => {
  throw new LogFaultError({ code: 'log_out_of_reach', text: 'gone', fatal: false });
};

type Answers = { readonly [name: string]: readonly (number | 'lost')[] };

/** A cluster that answers each request by its list of error codes, the last one for good. */
async function turnOf(answers: Answers) {
  const asked: string[] = [];
  const next = (name: string) => {
    const list = answers[name] ?? [0];
    const index = asked.filter((before) => before === name).length;
    asked.push(name);
    const answer = list[Math.min(index, list.length - 1)];
    return answer === 'lost' ? outOfReach() : (answer ?? 0);
  };
  const stamp = { transactionalId: 'id', producerId: 1n, epoch: 0 };
  const link = scriptedCluster({
    metadata: () => metadataOf([1, 1]),
    fetch: () => answerOf([]),
    others: {
      InitProducerId: () => ({ error: next('InitProducerId'), stamp }),
      AddPartitionsToTxn: () => next('AddPartitionsToTxn'),
      EndTxn: () => next('EndTxn'),
      Produce: () => {
        const error = next('Produce');
        return [0, 1].map((partition) => ({ partition, error, baseOffset: 10 + partition }));
      },
    },
  });
  const watch = new TopicWatch(link, 'users');
  const bounds = async () =>
    [0, 1].map((partition) => ({
      partition,
      logStart: offset(0),
      lastStable: offset(3),
      highWatermark: offset(5),
    }));
  const turn = await beginKafkaTurn({ link, watch, bounds }, never);
  return { turn, asked };
}

async function appendWith(answers: Answers) {
  const { turn, asked } = await turnOf(answers);
  if (!turn.ok) throw new Error(turn.error.text);
  const appended = await turn.value.append(records);
  await turn.value.close();
  return { code: appended.ok ? 'ok' : appended.error.code, appended, asked };
}

describe('a turn at writing to Kafka', () => {
  it('ends at the high watermark: another application may hold the stable offset back', async () => {
    const { turn } = await turnOf({});
    expect(turn.ok && turn.value.end).toEqual({ 0: 5, 1: 5 });
  });

  it('waits while whoever held it is being aborted', async () => {
    const { turn, asked } = await turnOf({ InitProducerId: [51, 51, 14, 0] });
    expect([turn.ok, asked.length]).toEqual([true, 4]);
  });

  it('is a fault of access where the id may not be used', async () => {
    const refused = turnOf({ InitProducerId: [53] });
    await expect(refused).rejects.toMatchObject({ fault: { code: 'access_denied', fatal: true } });
  });

  it('appends once: a second time is a bug', async () => {
    const { turn } = await turnOf({});
    if (!turn.ok) throw new Error(turn.error.text);
    await turn.value.append(records);
    await expect(turn.value.append(records)).rejects.toThrow('once');
  });
});

describe('an append', () => {
  it('gives each record the place after the one before it', async () => {
    const { appended } = await appendWith({});
    expect(appended).toEqual({
      ok: true,
      value: [
        { partition: 0, offset: 10 },
        { partition: 1, offset: 11 },
        { partition: 0, offset: 11 },
      ],
    });
  });

  it.each([
    ['AddPartitionsToTxn', 47],
    ['AddPartitionsToTxn', 51],
    ['Produce', 47],
    ['Produce', 90],
    ['EndTxn', 47],
    ['EndTxn', 48],
  ])('has lost its turn where %s says %i', async (name, code) => {
    expect((await appendWith({ [name]: [code] })).code).toBe('lost_turn');
  });

  it('has lost its turn where its commit is put off and then refused', async () => {
    expect((await appendWith({ EndTxn: [51, 51, 47] })).code).toBe('lost_turn');
  });

  it('sends again what a moved leader or a broken connection did not take', async () => {
    const { code, asked } = await appendWith({ Produce: [6, 'lost', 0], EndTxn: ['lost', 0] });
    expect(code).toBe('ok');
    expect(asked.filter((name) => name === 'Produce').length).toBe(3);
  });

  it('has written nothing where no broker takes the records, and aborts what it began', async () => {
    const { code, asked } = await appendWith({ Produce: ['lost'] });
    expect(code).toBe('log_out_of_reach');
    expect(asked.at(-1)).toBe('EndTxn');
  });

  it('is unknown where the answer to its commit stays lost', async () => {
    expect((await appendWith({ EndTxn: ['lost'] })).code).toBe('unknown');
  });

  it('is unknown where a commit was lost and then refused: the first may have counted', async () => {
    expect((await appendWith({ EndTxn: ['lost', 47] })).code).toBe('unknown');
    expect((await appendWith({ EndTxn: [-1, 47] })).code).toBe('unknown');
  });
});
