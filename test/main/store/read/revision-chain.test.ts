import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPlace } from '../../../../src/main/store/place.ts';
import { RevisionChain } from '../../../../src/main/store/read/revision-chain.ts';

const users = 4;
const partitions = 2;

/** Revisions as they are written: each partition's by place, in whatever order of users. */
const anyRevisions = fc.array(
  fc.record({
    user: fc.integer({ min: 1, max: users }),
    partition: fc.integer({ min: 0, max: partitions - 1 }),
    gap: fc.integer({ min: 1, max: 9 }),
  }),
  { maxLength: 300 },
);

type Row = { readonly revision: number; readonly user: number; readonly place: number };

describe('the chain of revisions', () => {
  it('finds below any place the revision that a look at all of them finds', () => {
    fc.assert(
      fc.property(anyRevisions, fc.integer({ min: 0, max: 1500 }), (drawn, offset) => {
        const { chain, rows } = chained(drawn);
        for (let partition = 0; partition < partitions; partition++) {
          const bound = toPlace(partition, offset);
          for (let user = 1; user <= users; user++) {
            const below = ofUser(rows, user, toPlace(partition, 0), bound - 1);
            expect(chain.lastBelow(user, bound)).toBe(below[0] ?? 0);
          }
        }
      }),
    );
  });

  it('gives those between two places, newest first', () => {
    const between = fc.tuple(fc.nat({ max: 1500 }), fc.nat({ max: 1500 }));
    fc.assert(
      fc.property(anyRevisions, between, (drawn, [from, length]) => {
        const { chain, rows } = chained(drawn);
        const ends = [toPlace(1, from), toPlace(1, from + length)] as const;
        expect(chain.between(2, ...ends)).toEqual(ofUser(rows, 2, ...ends));
      }),
    );
  });

  it('finds each of very many', () => {
    const chain = new RevisionChain();
    for (let revision = 1; revision <= 200_000; revision++) chain.add(revision, 1, 2 * revision);
    for (const revision of [1, 2, 3, 77_777, 131_072, 199_999]) {
      expect(chain.lastBelow(1, 2 * revision + 1)).toBe(revision);
      expect(chain.lastBelow(1, 2 * revision)).toBe(revision - 1);
    }
  });
});

function chained(drawn: readonly { user: number; partition: number; gap: number }[]) {
  const chain = new RevisionChain();
  const rows: Row[] = [];
  const next = new Map<number, number>();
  for (const [index, { user, partition, gap }] of drawn.entries()) {
    const offset = (next.get(partition) ?? -1) + gap;
    next.set(partition, offset);
    const row = { revision: index + 1, user, place: toPlace(partition, offset) };
    chain.add(row.revision, row.user, row.place);
    rows.push(row);
  }
  return { chain, rows };
}

function ofUser(rows: readonly Row[], user: number, from: number, to: number): number[] {
  const fitting = rows.filter((row) => row.user === user && row.place >= from && row.place <= to);
  return fitting.map(({ revision }) => revision).reverse();
}
