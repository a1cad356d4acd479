/**
 * True where a text that begins with `YYYY-MM-DD` names a day that its month has: Date.parse reads
 * 30 February as a day of March.
 */
export function isCalendarDay(text: string): boolean {
  const date = new Date(`${text.slice(0, 10)}T00:00:00Z`);
  return date.getUTCDate() === Number(text.slice(8, 10));
}
