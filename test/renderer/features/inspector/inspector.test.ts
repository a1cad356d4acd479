import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { historyTimeStyle } from '../../../../src/renderer/features/inspector/history-time-style.ts';
import {
  type HistoryWindow,
  seeFrom,
  serves,
} from '../../../../src/renderer/features/inspector/history-window.ts';
import { initials } from '../../../../src/renderer/features/inspector/initials.ts';
import { whoAndWhy } from '../../../../src/renderer/features/inspector/who-and-why.ts';
import { anEntry } from '../../entry.ts';

/** A history of one partition, offsets 0 to 99, read at `next`. */
function readAt(next: number, limit: number): HistoryWindow {
  const at = (offset: number) => anEntry({ partition: 0, offset });
  const past = Array.from({ length: Math.min(limit, next) }, (_, back) => at(next - 1 - back));
  const later = Array.from({ length: Math.min(5, 100 - next) }, (_, index) => at(next + index));
  return {
    entries: past,
    later: later.reverse(),
    total: next,
    laterTotal: 100 - next,
    hasMore: limit < next,
  };
}

describe('the window on a history', () => {
  it('shows the same from an earlier cut as reading there would', () => {
    const cases = fc.tuple(fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }));
    fc.assert(
      fc.property(cases, ([read, cut]) => {
        const window = readAt(read, 40);
        fc.pre(serves(window, { '0': read }, { '0': cut }));
        const seen = seeFrom(window, { '0': cut });
        expect(seen.pastTotal).toBe(cut);
        expect(seen.aheadTotal).toBe(100 - cut);
        expect(seen.past[0]?.offset).toBe(cut - 1);
        expect(seen.ahead.at(-1)?.offset ?? cut).toBe(cut);
      }),
    );
  });

  it('serves no later cut: what came between might be missing', () => {
    expect(serves(readAt(50, 40), { '0': 50 }, { '0': 51 })).toBe(false);
    expect(serves(readAt(50, 40), { '0': 50 }, { '0': 50, '1': 1 })).toBe(false);
  });

  it('serves no cut near or below its oldest entry while older ones are not loaded', () => {
    expect(serves(readAt(50, 40), { '0': 50 }, { '0': 12 })).toBe(false);
    expect(serves(readAt(50, 50), { '0': 50 }, { '0': 2 })).toBe(true);
    expect(serves(readAt(50, 50), { '0': 50 }, { '0': 0 })).toBe(false);
  });
});

describe('who and why', () => {
  it('are said as far as the event says', () => {
    expect(whoAndWhy(anEntry())).toBe('by r.silva, reason “INC-4412 night deploy”');
    expect(whoAndWhy(anEntry({ reason: null, ticket: 'INC-1' }))).toBe('by r.silva, INC-1');
    expect(whoAndWhy(anEntry({ actor: null, reason: '', ticket: null }))).toBe('');
  });

  it('name the ticket once', () => {
    expect(whoAndWhy(anEntry({ ticket: 'INC-4412' }))).toBe(
      'by r.silva, reason “INC-4412 night deploy”',
    );
  });

  it('say so where a user did it to their own account', () => {
    expect(whoAndWhy(anEntry({ actor: 'u-1', reason: null }))).toBe('by the user');
  });
});

describe('initials', () => {
  it.each([
    ['Jana Dvořák', 'JD'],
    ['Ilse van der Meer', 'IM'],
    ['j.dvorak', 'JD'],
    ['ángel', 'Á'],
    ['😀 Zoë', 'Z'],
    ['', '?'],
    ['—', '?'],
  ])('of %j are %s', (name, letters) => {
    expect(initials(name)).toBe(letters);
  });
});

describe('the time of a row', () => {
  const moment = Date.UTC(2026, 2, 12, 2);
  it('is the clock near the playhead, else the day, else the date', () => {
    expect(historyTimeStyle('2026-03-12T09:00:00.000Z', moment)).toBe('seconds');
    expect(historyTimeStyle('2026-02-12T09:00:00.000Z', moment)).toBe('table');
    expect(historyTimeStyle('2025-02-12T09:00:00.000Z', moment)).toBe('day');
    expect(historyTimeStyle('2025-02-12T09:00:00.000Z', null)).toBe('day');
  });
});
