import { describe, expect, it } from 'vitest';
import {
  createDraftKeeper,
  type DraftDoor,
} from '../../../../src/renderer/features/commands/sheet/draft-keeper.ts';

function watched(save: () => Promise<unknown> = async () => undefined) {
  const done: string[] = [];
  const troubles: boolean[] = [];
  const waiting = new Set<() => void>();
  const door: DraftDoor = {
    save: ({ key, form }) => {
      done.push(`save ${key} ${form}`);
      return save();
    },
    drop: async ({ key }) => void done.push(`drop ${key}`),
    later: (_ms, call) => {
      waiting.add(call);
      return () => waiting.delete(call);
    },
  };
  const keeper = createDraftKeeper(door, 'UpdateUser/u-1', (is) => troubles.push(is));
  const typingRests = () => {
    for (const call of waiting) call();
  };
  return { done, troubles, keeper, typingRests };
}

describe('the keeper of a draft', () => {
  it('keeps the newest form when typing rests', () => {
    const { done, keeper, typingRests } = watched();
    keeper.keep('a');
    keeper.keep('ab');
    expect(done).toEqual([]);
    typingRests();
    expect(done).toEqual(['save UpdateUser/u-1 ab']);
  });

  it('keeps at once what waits when the sheet closes, and nothing twice', () => {
    const { done, keeper, typingRests } = watched();
    keeper.keep('a');
    keeper.flush();
    keeper.flush();
    typingRests();
    expect(done).toEqual(['save UpdateUser/u-1 a']);
  });

  it('forgets what took effect, and what still waited with it', () => {
    const { done, keeper, typingRests } = watched();
    keeper.keep('a');
    keeper.drop();
    typingRests();
    keeper.flush();
    expect(done).toEqual(['drop UpdateUser/u-1']);
  });

  it('tells where it could not keep, and where it can again', async () => {
    let fails = true;
    const { troubles, keeper } = watched(() =>
      fails ? Promise.reject(new Error()) : Promise.resolve(),
    );
    keeper.keep('a');
    keeper.flush();
    await Promise.resolve();
    await Promise.resolve();
    fails = false;
    keeper.keep('b');
    keeper.flush();
    await Promise.resolve();
    await Promise.resolve();
    expect(troubles).toEqual([true, false]);
  });
});
