import { describe, expect, it } from 'vitest';
import { pauseTitle } from '../../src/renderer/state/pause-title.ts';

describe('the title of a pause', () => {
  it.each([
    [null, 'Reading stands still'],
    [{ partitions: [] }, 'Reading stands still'],
    [{ partitions: 3 }, 'Reading stands still'],
    [{ partitions: [3] }, 'Partition 3 cannot be read, the others are'],
    [{ partitions: [3, 5] }, '2 partitions cannot be read, the others are'],
  ])('of %j is %s', (data, title) => {
    expect(pauseTitle({ code: 'unsupported_codec', text: '', data })).toBe(title);
  });
});
