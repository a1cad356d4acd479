/** Milliseconds of a second, a minute, an hour, a day. */
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

const holidays = new Set(['01-01', '05-01', '12-24', '12-25', '12-26', '12-31']);

/** Midnight UTC of the day that holds a time; ms since 1970, as everywhere here. */
export function midnight(time: number): number {
  return time - (((time % day) + day) % day);
}

/** False on Saturdays, Sundays and holidays, UTC. */
export function isWorkday(time: number): boolean {
  const date = new Date(time);
  const weekday = date.getUTCDay();
  return weekday !== 0 && weekday !== 6 && !holidays.has(date.toISOString().slice(5, 10));
}

/** The first working day at or after a time; midnight UTC. */
export function nextWorkday(time: number): number {
  let at = midnight(time);
  while (!isWorkday(at)) at += day;
  return at;
}

/** The first Monday at or after a time; midnight UTC. */
export function nextMonday(time: number): number {
  let at = midnight(time);
  while (new Date(at).getUTCDay() !== 1) at += day;
  return at;
}

/** How much of the office is at work in a month: summer and the turn of the year are quiet. */
export function officeAttendance(time: number): number {
  return [0.9, 1, 1, 0.95, 0.95, 0.9, 0.6, 0.65, 1, 1, 1, 0.8][new Date(time).getUTCMonth()] ?? 1;
}
