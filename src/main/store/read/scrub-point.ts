/** A point in scrub order: records stand before it where (tau, place) is smaller. */
export type ScrubPoint = { readonly tau: number; readonly place: number };

/** Negative where `a` comes first. */
export function comparePoints(a: ScrubPoint, b: ScrubPoint): number {
  return a.tau - b.tau || a.place - b.place;
}
