/** A point in scrub order: records stand before it where (tau, place) is smaller. */
export type ScrubPoint = { readonly tau: number; readonly place: number };

/** Before every record. */
export const startOfLog: ScrubPoint = { tau: 0, place: 0 };
/** After every record. */
export const endOfLog: ScrubPoint = { tau: Number.MAX_SAFE_INTEGER, place: 0 };

/** Negative where `a` comes first. */
export function comparePoints(a: ScrubPoint, b: ScrubPoint): number {
  return a.tau - b.tau || a.place - b.place;
}
