const thinSpace = '\u202f';

/** Writes a whole number with thin spaces between thousands: 25 118. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(\d{3})+$)/g, thinSpace);
}

/** Writes a count with its word: "1 user", "412 users". */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
