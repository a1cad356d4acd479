import { describe, expect, it } from 'vitest';
import { type Answers, appendWith, records, turnOf } from './scripted-turns.ts';

describe('an append without a fence', () => {
  const own = records.filter(({ partition }) => partition === 0);
  const unfenced = (answers: Answers, wanted = own) =>
    appendWith({ FindCoordinator: [53], ...answers }, wanted);
  const sends = (asked: readonly string[]) => asked.filter((name) => name === 'Produce').length;

  it('is one request, and gives each record the place after the one before it', async () => {
    const { appended, asked } = await unfenced({});
    expect(asked).toEqual(['FindCoordinator', 'InitProducerId', 'Produce']);
    expect(appended).toEqual({
      ok: true,
      value: [
        { partition: 0, offset: 10 },
        { partition: 0, offset: 11 },
      ],
    });
  });

  it('sends nothing where the records are for several partitions', async () => {
    const { code, asked } = await unfenced({}, records);
    expect([code, sends(asked)]).toEqual(['not_atomic', 0]);
  });

  it.each([[[6, 0]], [['lost', 0]], [[20, 7, 0]]] as const)(
    'with a number of its own is sent again after %j',
    async (answers) => {
      const { code, asked } = await unfenced({ Produce: answers });
      expect([code, sends(asked)]).toEqual(['ok', answers.length]);
    },
  );

  it.each([[['lost']], [['lost', 29]], [['lost', 10]], [[20, 6]], [[46]], [[-1]]] as const)(
    'with a number of its own is unknown after %j',
    async (answers) => {
      expect((await unfenced({ Produce: answers })).code).toBe('unknown');
    },
  );

  it.each([[['lost', 0]], [[6, 0]], [[7, 0]], [[20, 0]]] as const)(
    'without a number of its own is unknown after %j, and is not sent again',
    async (answers) => {
      const { code, asked } = await unfenced({ InitProducerId: [31], Produce: answers });
      expect([code, sends(asked)]).toEqual(['unknown', 1]);
    },
  );

  it('without a number of its own is sent again where it cannot stand anywhere', async () => {
    const { code, asked } = await unfenced({ InitProducerId: [31], Produce: [5, 19, 3, 0] });
    expect([code, sends(asked)]).toEqual(['ok', 4]);
  });

  it('has written nothing where the broker refuses it', async () => {
    expect((await unfenced({ Produce: [10] })).code).toBe('log_out_of_reach');
  });

  it('is a fault of access where the right to write was taken away', async () => {
    const refused = unfenced({ Produce: [29] });
    await expect(refused).rejects.toMatchObject({ fault: { code: 'access_denied' } });
  });

  it('appends once: a second time is a bug', async () => {
    const { turn } = await turnOf({ FindCoordinator: [53] });
    if (!turn.ok) throw new Error(turn.error.text);
    await turn.value.append(own);
    await expect(turn.value.append(own)).rejects.toThrow('once');
  });
});
