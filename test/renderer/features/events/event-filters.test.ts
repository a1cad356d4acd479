import { describe, expect, it } from 'vitest';
import {
  filterInput,
  isFiltered,
  positionFault,
  readFilters,
  spanWords,
} from '../../../../src/renderer/features/events/event-filters.ts';

describe('the filters of the events', () => {
  it('are read from the address; what is no event type is left out', () => {
    const filters = readFilters({ type: 'UserLoggedInEvent,Nonsense,UserCreatedEvent', user: '' });
    expect(filters.types).toEqual(['UserCreatedEvent', 'UserLoggedInEvent']);
    expect(filters.userId).toBeNull();
    expect(filterInput(filters)).toEqual({
      type: 'UserCreatedEvent,UserLoggedInEvent',
      userId: undefined,
      roleId: undefined,
      from: undefined,
      to: undefined,
    });
  });

  it('narrow nothing where nothing is said', () => {
    expect(isFiltered(readFilters({}))).toBe(false);
    expect(isFiltered(readFilters({ from: 'p3:1' }))).toBe(true);
  });
});

describe('the span of the events', () => {
  it('takes any position and says what is wrong with another text', () => {
    expect(positionFault('')).toBeNull();
    expect(positionFault('p3:1202')).toBeNull();
    expect(positionFault('2026-03-12T00:00Z')).toBeNull();
    expect(positionFault('2026-03-12T00:00')).toMatch(/zone/);
    expect(positionFault('cut1_broken')).toMatch(/cut short/);
    expect(positionFault('yesterday')).toMatch(/p3:1202/);
  });

  it('reads as words of a chip', () => {
    expect(spanWords(null, null)).toBe('all time');
    expect(spanWords('2026-03-12T00:00:00.000Z', null)).toBe('from 2026-03-12');
    expect(spanWords(null, 'p3:9')).toBe('until p3:9');
    expect(spanWords('cut1_abc', '2026-03-12T01:02:03.004Z')).toBe('a cut to 2026-03-12T01:02:03Z');
  });
});
