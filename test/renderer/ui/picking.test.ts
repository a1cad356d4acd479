import { describe, expect, it } from 'vitest';
import { pickRange, toggleAll, togglePicked } from '../../../src/renderer/ui/picking.ts';

const keys = ['a', 'b', 'c', 'd', 'e'];
const sorted = (picked: ReadonlySet<string>) => [...picked].sort();

describe('picking rows', () => {
  it('picks a key and takes it out again, and leaves the set it was given alone', () => {
    const before = new Set(['a']);
    expect(sorted(togglePicked(before, 'b'))).toEqual(['a', 'b']);
    expect(sorted(togglePicked(before, 'a'))).toEqual([]);
    expect(sorted(before)).toEqual(['a']);
  });

  it('reaches from one row to another in either direction, both included', () => {
    expect(sorted(pickRange(new Set(), keys, [1, 3]))).toEqual(['b', 'c', 'd']);
    expect(sorted(pickRange(new Set(), keys, [3, 1]))).toEqual(['b', 'c', 'd']);
    expect(sorted(pickRange(new Set(['e']), keys, [0, 0]))).toEqual(['a', 'e']);
  });

  it('reaches no further than the rows there are', () => {
    expect(sorted(pickRange(new Set(), keys, [3, 99]))).toEqual(['d', 'e']);
  });

  it('picks all, and takes all out where all were picked; what is not in the rows stays', () => {
    expect(sorted(toggleAll(new Set(['a', 'z']), ['a', 'b']))).toEqual(['a', 'b', 'z']);
    expect(sorted(toggleAll(new Set(['a', 'b', 'z']), ['a', 'b']))).toEqual(['z']);
    expect(sorted(toggleAll(new Set(['z']), []))).toEqual(['z']);
  });
});
