import { describe, expect, it } from 'vitest';
import { TellingWorld } from '../support/telling-world.ts';

const seeds = Number(process.env['PLAYHEAD_NOTIFY_SEEDS'] ?? 1_000);
const troubles = 6;
const counts = (taken: readonly string[], ids: readonly string[]) =>
  ids.map((id) => taken.filter((one) => one === id).length);

/** What a world came to; says the seed, so that it can be run again alone. */
async function endOf(seed: number, by: 'again' | 'look' | 'hold') {
  const world = new TellingWorld(seed, by);
  await world.run(troubles);
  const ids = world.notices.map(({ id }) => id);
  return { seed, taken: counts(world.taken, ids), states: world.states() };
}

describe('copies that die, stall and take the partition from each other', () => {
  it.each(['again', 'look'] as const)(
    'tell a service of each notice exactly once, where it settles by "%s"',
    async (by) => {
      for (let seed = 1; seed <= seeds; seed++) {
        expect(await endOf(seed, by)).toEqual({
          ...{ seed, taken: Array(5).fill(1), states: Array(5).fill('told') },
        });
      }
    },
  );

  it('never tell twice where nothing can be settled: what may not have been told is put down as in doubt', async () => {
    const doubts = { told: 0, not: 0 };
    for (let seed = 1; seed <= seeds; seed++) {
      const { taken, states } = await endOf(seed, 'hold');
      for (const [at, state] of states.entries()) {
        const said = { seed, at, state, taken: taken[at] };
        if (state === 'told') expect(said).toEqual({ ...said, taken: 1 });
        else expect(said).toEqual({ seed, at, state: 'in_doubt', taken: expect.toBeOneOf([0, 1]) });
        if (state === 'in_doubt') doubts[taken[at] === 1 ? 'told' : 'not']++;
      }
    }
    // Both happen, so that neither guess would be right.
    expect(doubts.told).toBeGreaterThan(0);
    expect(doubts.not).toBeGreaterThan(0);
  });
});
