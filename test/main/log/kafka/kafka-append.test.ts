import { describe, expect, it } from 'vitest';
import { appendWith, logOf, never, records, turnOf } from './scripted-turns.ts';

describe('a turn at writing to Kafka', () => {
  it('ends at the ends of the partitions', async () => {
    const { turn } = await turnOf({});
    expect(turn.ok && turn.value.end).toEqual({ 0: 5, 1: 5 });
  });

  it('waits while whoever held it is being aborted', async () => {
    const { turn, asked } = await turnOf({ InitProducerId: [51, 51, 14, 0] });
    const tries = asked().filter((name) => name === 'InitProducerId').length;
    expect([turn.ok, tries]).toEqual([true, 4]);
  });

  it('is lost to whoever holds it for longer than a quarter of a second', async () => {
    const begun = Date.now();
    const { turn } = await turnOf({ InitProducerId: [51] });
    expect(turn).toMatchObject({ ok: false, error: { code: 'lost_turn' } });
    expect(Date.now() - begun).toBeLessThan(600);
  });

  it('is given up at once when it is no longer wanted', async () => {
    const abort = new AbortController();
    const { begin } = logOf({ InitProducerId: [15] });
    const begun = Date.now();
    setTimeout(() => abort.abort(), 50);
    expect(await begin(abort.signal)).toMatchObject({ ok: false, error: { code: 'lost_turn' } });
    expect(Date.now() - begun).toBeLessThan(500);
  });

  it('is not taken from anybody by who may not write', async () => {
    const { begin, asked } = logOf({ mayWrite: [1] });
    await expect(begin()).rejects.toMatchObject({ fault: { code: 'access_denied', fatal: true } });
    expect(asked()).toEqual([]);
  });

  it('is taken by who was given the right to write a moment ago', async () => {
    expect((await turnOf({ mayWrite: [1, 0] })).turn.ok).toBe(true);
  });

  it('adds the partitions that are expected while it looks for the end, and only those it lacks when it appends', async () => {
    const { begin, asked } = logOf({});
    const turn = await begin(never, async () => [0]);
    if (!turn.ok) throw new Error(turn.error.text);
    expect(asked().slice(-2)).toEqual(['InitProducerId', 'AddPartitionsToTxn']);
    const own = records.filter(({ partition }) => partition === 0);
    expect((await turn.value.append(own)).ok).toBe(true);
    expect(asked().slice(-3)).toEqual(['AddPartitionsToTxn', 'Produce', 'EndTxn']);
    const other = logOf({});
    const second = await other.begin(never, async () => [0]);
    if (!second.ok) throw new Error(second.error.text);
    expect((await second.value.append(records)).ok).toBe(true);
    expect(other.asked().filter((name) => name === 'AddPartitionsToTxn').length).toBe(2);
  });

  it('takes back what it added where nothing is appended', async () => {
    const { begin, asked } = logOf({});
    const turn = await begin(never, async () => [0, 1]);
    if (!turn.ok) throw new Error(turn.error.text);
    await turn.value.close();
    expect(asked().slice(-2)).toEqual(['AddPartitionsToTxn', 'EndTxn']);
  });

  it('takes it back too where the turn is no longer wanted before it began', async () => {
    const abort = new AbortController();
    const { begin, asked } = logOf({}, (name) => {
      if (name === 'AddPartitionsToTxn') abort.abort();
    });
    const turn = begin(abort.signal, async () => [0]);
    expect((await turn).ok).toBe(false);
    await expect.poll(asked).toContain('EndTxn');
  });

  it.each([
    ['fails', () => Promise.reject(new Error('no'))],
    ['never comes', () => new Promise<never>(() => {})],
  ])('appends all the same where the expectation %s', async (_, expected) => {
    const { begin } = logOf({});
    const turn = await begin(never, expected);
    expect(turn.ok && (await turn.value.append(records)).ok).toBe(true);
  });

  it('leaves a transaction alone that ended before the expectation came', async () => {
    const { promise: expected, resolve } = Promise.withResolvers<number[]>();
    const { begin, asked } = logOf({});
    const turn = await begin(never, () => expected);
    if (!turn.ok) throw new Error(turn.error.text);
    await turn.value.append(records);
    await turn.value.close();
    resolve([0, 1]);
    await expected;
    expect(asked().at(-1)).toBe('EndTxn');
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

  it.each([
    ['AddPartitionsToTxn', 29],
    ['AddPartitionsToTxn', 53],
    ['Produce', 29],
  ])('is a fault of access where %s says %i', async (name, code) => {
    const refused = appendWith({ [name]: [code] });
    await expect(refused).rejects.toMatchObject({ fault: { code: 'access_denied', fatal: true } });
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

describe('the fence', () => {
  it.each([
    ['fenced', { FindCoordinator: [0] }],
    ['fenced', { FindCoordinator: [15] }],
    ['unfenced', { FindCoordinator: [53] }],
  ] as const)('is told without taking a turn: %s where %o', async (fence, answers) => {
    const log = logOf(answers);
    expect(await log.fence.current()).toBe(fence);
    expect(await log.fence.current()).toBe(fence);
    expect(log.asked()).toEqual(['FindCoordinator']);
    const turn = await log.begin();
    expect(turn.ok && turn.value.fence).toBe(fence);
  });

  it('is remembered to be missing where the id may be found and not used', async () => {
    const log = logOf({ InitProducerId: [53, 0] });
    expect(await log.fence.current()).toBe('fenced');
    const turn = await log.begin();
    expect(turn.ok && turn.value.fence).toBe('unfenced');
    expect(await log.fence.current()).toBe('unfenced');
  });

  it('is never given up because the coordinator is out of reach', async () => {
    const log = logOf({ FindCoordinator: ['lost'] });
    await expect(log.fence.current()).rejects.toMatchObject({
      fault: { code: 'log_out_of_reach' },
    });
    const turn = await log.begin();
    expect(turn).toMatchObject({ ok: false, error: { code: 'log_out_of_reach' } });
  });
});
