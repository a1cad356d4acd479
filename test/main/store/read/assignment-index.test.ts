import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../../src/main/log/sample/seeded-random.ts';
import { partitionOfPlace, toPlace } from '../../../../src/main/store/place.ts';
import { AssignmentIndex } from '../../../../src/main/store/read/assignment-index.ts';
import { offset } from '../../../../src/shared/log/offset.ts';

type Held = { user: number; role: number; place: number; until: number };

const seed = 11;
const partitions = [0, 1, 2];
// Of each partition its own, as of users that are not split.
const users = Array.from({ length: 30 }, (_, at) => at + 1);
const roles = [40, 41, 42, 43, 44];

describe(`who holds which role, in columns (seed ${seed})`, () => {
  it('is told as a plain list of intervals tells it, while more and more come', () => {
    const random = new SeededRandom(seed);
    const index = new AssignmentIndex();
    const list: Held[] = [];
    const next = partitions.map(() => 0);
    const openOf = (user: number) =>
      list.filter((held) => held.user === user && held.until === Number.POSITIVE_INFINITY);
    for (let change = 0; change < 12_000; change++) {
      const [user, role] = [random.pick(users), random.pick(roles)];
      const partition = user % partitions.length;
      const place = toPlace(partition, (next[partition] as number)++);
      const held = openOf(user).find((one) => one.role === role);
      if (random.next() < 0.02) {
        index.takeAll(user, place);
        for (const one of openOf(user)) one.until = place;
      } else if (held) {
        index.take({ user, role, place });
        held.until = place;
      } else {
        index.give({ user, role, place });
        list.push({ user, role, place, until: Number.POSITIVE_INFINITY });
      }
      if (change % 60 === 0) compare(index, list, { random, next });
    }
    // More than are ever looked through without being put in order.
    expect(list.length).toBeGreaterThan(5_000);
  });
});

type Moment = { readonly random: SeededRandom; readonly next: readonly number[] };

function compare(index: AssignmentIndex, list: readonly Held[], { random, next }: Moment): void {
  const cut = Object.fromEntries(next.map((end, at) => [at, offset(random.between(0, end))]));
  const boundOf = (place: number) => {
    const partition = partitionOfPlace(place);
    return toPlace(partition, cut[partition] ?? 0);
  };
  const there = list.filter(
    ({ place, until }) => place < boundOf(place) && until >= boundOf(place),
  );
  for (const user of users) {
    const bound = boundOf(toPlace(user % partitions.length, 0));
    for (const role of roles) {
      const since = there.find((one) => one.user === user && one.role === role)?.place;
      expect(index.since({ user, role }, bound)).toBe(since);
    }
    const held = index.heldBy(user, bound).map(({ role, place }) => [role, place] as const);
    const expected = there
      .filter((one) => one.user === user)
      .map(({ role, place }) => [role, place] as const);
    expect(new Map(held)).toEqual(new Map(expected));
    expect(held).toHaveLength(expected.length);
  }
  const counts = new Map<number, number>();
  for (const role of roles) {
    const holders = there.filter((one) => one.role === role).map(({ user }) => user);
    expect([...index.holders(role, cut)]).toEqual([...new Set(holders)].sort((a, b) => a - b));
    if (holders.length > 0) counts.set(role, holders.length);
  }
  expect(index.counts(cut, new Set())).toEqual(counts);
}
