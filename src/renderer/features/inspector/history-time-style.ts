import type { TimeStyle } from '../../ui/format-time.ts';

const halfDayMs = 12 * 3_600_000;

/** How much of a time a row of a history needs: the clock near the playhead, the day and minute in its year, else the date. */
export function historyTimeStyle(time: string, moment: number | null): TimeStyle {
  if (moment === null) return 'day';
  if (Math.abs(Date.parse(time) - moment) < halfDayMs) return 'seconds';
  return new Date(time).getUTCFullYear() === new Date(moment).getUTCFullYear() ? 'table' : 'day';
}
