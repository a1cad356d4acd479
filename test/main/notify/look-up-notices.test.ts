import { describe, expect, it } from 'vitest';
import { encodeEntry, type JournalEntry } from '../../../src/main/notify/journal-entry.ts';
import { standingOf, toldOfEvent } from '../../../src/main/notify/look-up-notices.ts';
import { noticeId } from '../../../src/main/notify/notice.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { MemoryBoard } from '../../support/memory-work.ts';

const never = new AbortController().signal;
const event = { partition: 1, offset: 7, source: '/hr', id: 'e-7' };
const at = Date.UTC(2026, 2, 12, 2, 13, 40);
const entry = (more: Partial<JournalEntry>): JournalEntry => ({
  ...{ state: 'told', place: 'p1:7', at, text: null },
  ...more,
});

/** What is put down of the event, or nothing, and how far the work is. */
async function boardWith(written: JournalEntry | null, next: number): Promise<MemoryBoard> {
  const board = new MemoryBoard([20, 20]);
  const hold = await board.open('start').take(1, never);
  const notes = written
    ? [{ key: noticeId('security', event), value: encodeEntry(written) }]
    : [{ key: noticeId('crm', event), value: encodeEntry(entry({})) }];
  await hold.write(notes, offset(next));
  return board;
}

describe('what became of telling of an event', () => {
  it.each([
    ['what was put down of it', entry({ state: 'in_doubt', text: 'no answer' }), 8],
    ['what is put down while it is being told', entry({ state: 'telling' }), 7],
  ])('is %s', async (_, written, next) => {
    const work = (await boardWith(written, next)).open('start');
    const { state, text } = written;
    expect(await toldOfEvent({ subscription: 'security', work }, event)).toEqual({
      subscription: 'security',
      news: { state, text, at: '2026-03-12T02:13:40.000Z' },
      isPassed: next > 7,
    });
  });

  it.each([
    ['that it was not asked for, where telling has come past it', 8, true],
    ['nothing yet, where telling has not come so far', 7, false],
  ])('is %s', async (_, next, isPassed) => {
    const work = (await boardWith(null, next)).open('start');
    const found = await toldOfEvent({ subscription: 'security', work }, event);
    expect(found).toEqual({ subscription: 'security', news: null, isPassed });
  });

  it('is nothing yet where nobody has taken its partition', async () => {
    const work = new MemoryBoard([20, 20]).open('start');
    const found = await toldOfEvent({ subscription: 'security', work }, event);
    expect(found).toEqual({ subscription: 'security', news: null, isPassed: false });
  });
});

describe('how far telling is', () => {
  it('shows the oldest of what is not told, a hundred at most, and no place that somebody made up', async () => {
    const board = new MemoryBoard([500]);
    const hold = await board.open('start').take(0, never);
    const notes = Array.from({ length: 150 }, (_, index) => ({
      key: `n-${index}`,
      value: encodeEntry(
        entry({ state: 'refused', at: at + index, place: index === 1 ? 'head' : `p0:${index}` }),
      ),
    }));
    await hold.write([...notes, { key: 'told', value: encodeEntry(entry({})) }], offset(200));
    const found = await standingOf({ subscription: 'crm', work: board.open('start') });
    expect({ ...found, open: found.open.length }).toEqual({
      ...{ subscription: 'crm', told: 1, behind: 300, open: 100 },
      openCounts: { refused: 150, in_doubt: 0, waiting: 0, telling: 0 },
    });
    expect(found.open.slice(0, 3).map(({ place }) => place)).toMatchObject([
      { partition: 0, offset: 0 },
      null,
      { partition: 0, offset: 2 },
    ]);
  });
});
