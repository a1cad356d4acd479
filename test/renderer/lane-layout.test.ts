import { describe, expect, it } from 'vitest';
import { barsAt, dotNear } from '../../src/renderer/features/timeline/hit-test.ts';
import { placeBars, thinDots } from '../../src/renderer/features/timeline/lane-layout.ts';

const window = { from: 0, to: 1000 };
const dot = (tau: number, kind: 'people' | 'roles' | 'signIns' | 'problem' = 'signIns') => ({
  tau,
  partition: 0,
  offset: tau,
  kind,
});
const bar = (fromTau: number, toTau: number | null, privileged = false) => ({
  roleId: `r-${fromTau}`,
  name: null,
  privileged,
  fromTau,
  toTau,
});

describe('the lane of the followed user', () => {
  it('keeps one dot every two pixels, the weightiest', () => {
    const dots = [dot(100), dot(100.5), dot(101, 'roles'), dot(110), dot(2000)];
    expect(thinDots(dots, window, 1000)).toEqual([dot(101, 'roles'), dot(110)]);
  });

  it('puts bars that overlap into rows of their own', () => {
    const rows = placeBars([bar(0, 100), bar(50, 200), bar(100, null)], 3).map(({ row }) => row);
    expect(rows).toEqual([0, 1, 0]);
  });

  it('places privileged roles first, so that they are seen whatever else is held', () => {
    const many = Array.from({ length: 10 }, (_, index) => bar(index, null));
    const placed = placeBars([...many, bar(500, 540, true)], 3);
    const privileged = placed.find((one) => one.privileged);
    const sharing = placed.filter((one) => one.row === privileged?.row && !one.privileged);
    expect(privileged?.row).toBe(0);
    expect(sharing).toEqual([]);
  });

  it('meets the dot nearest to the pointer, and none that is far', () => {
    const dots = [dot(100), dot(104), dot(300)];
    expect(dotNear(dots, { window, width: 1000 }, 103)).toEqual(dot(104));
    expect(dotNear(dots, { window, width: 1000 }, 200)).toBeNull();
  });

  it('meets a bar thinner than a pixel', () => {
    const placed = placeBars([bar(500, 500.2, true), bar(900, null)], 3);
    const plot = { window, width: 1000 };
    expect(barsAt(placed, plot, 502).map(({ fromTau }) => fromTau)).toEqual([500]);
    expect(barsAt(placed, plot, 950).map(({ fromTau }) => fromTau)).toEqual([900]);
    expect(barsAt(placed, plot, 700)).toEqual([]);
  });
});
