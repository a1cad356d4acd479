import { UserPlaces } from './user-places.ts';

/** What lists are ordered and filtered by, as a revision of a user says it. */
export type NamedRevision = {
  readonly user: number;
  readonly place: number;
  readonly status: number;
  readonly username: string | null;
};

/** From `place` on a user has this name and status, until `until`; Infinity while it does. */
export type NamedSpan = NamedRevision & { readonly until: number };

type GrowingSpan = NamedRevision & { until: number };

/** Joins revisions that follow each other and say the same, as they come: a user's by place in each partition. */
export class SpanJoiner {
  readonly #spans: GrowingSpan[] = [];
  /** The last span of each user and partition. */
  readonly #last = new UserPlaces<GrowingSpan>();

  get spans(): readonly NamedSpan[] {
    return this.#spans;
  }

  add({ user, place, status, username }: NamedRevision): void {
    const last = this.#last.get(user, place);
    if (last?.status === status && last.username === username) return;
    if (last) last.until = place;
    const span = { user, place, until: Number.POSITIVE_INFINITY, status, username };
    this.#last.set(user, place, span);
    this.#spans.push(span);
  }
}

/** The spans of some revisions. */
export function spansOf(revisions: Iterable<NamedRevision>): readonly NamedSpan[] {
  const joiner = new SpanJoiner();
  for (const revision of revisions) joiner.add(revision);
  return joiner.spans;
}
