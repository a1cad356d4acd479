import type { TimeZone } from '../../ui/format-time.ts';
import type { TimeWindow } from './time-scale.ts';

/** A mark of the axis. */
export type AxisTick = {
  readonly time: number;
  readonly label: string;
  /** True where a larger unit begins: a year, a day. */
  readonly isStrong: boolean;
};

type Step = { readonly unit: 'ms' | 'month'; readonly size: number };

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;
const month = 30.4375 * day;
const leastPx = 96;
const mostTicks = 200;
const monthNames = [
  'Jan',
  'Feb',
  'Mar',
  'Apr',
  'May',
  'Jun',
  'Jul',
  'Aug',
  'Sep',
  'Oct',
  'Nov',
  'Dec',
];

const steps: readonly Step[] = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map(ofMs),
  ...[1, 2, 5, 10, 15, 30].map((size) => ofMs(size * second)),
  ...[1, 2, 5, 10, 15, 30].map((size) => ofMs(size * minute)),
  ...[1, 2, 3, 6, 12].map((size) => ofMs(size * hour)),
  ...[1, 2, 7].map((size) => ofMs(size * day)),
  ...[1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200].map((size) => ({
    unit: 'month' as const,
    size,
  })),
];

/** The marks of the axis: round moments of the zone, at least a label's width apart. */
export function ticksOf(window: TimeWindow, width: number, zone: TimeZone): AxisTick[] {
  const span = window.to - window.from;
  if (span <= 0 || width <= 0) return [];
  const leastMs = (span / width) * leastPx;
  const step = steps.find((candidate) => lengthOf(candidate) >= leastMs) ?? (steps.at(-1) as Step);
  const ticks: AxisTick[] = [];
  let time = firstAt(window.from, step, zone);
  while (time <= window.to && ticks.length < mostTicks) {
    if (time >= window.from) ticks.push({ time, ...labelOf(time, step, zone) });
    time = nextAfter(time, step, zone);
  }
  return ticks;
}

function ofMs(size: number): Step {
  return { unit: 'ms', size };
}

function lengthOf(step: Step): number {
  return step.unit === 'ms' ? step.size : step.size * month;
}

// Wall-clock reading: the same fields a person sees, as if they were UTC.
function wall(time: number, zone: TimeZone): number {
  return zone === 'utc' ? time : time - new Date(time).getTimezoneOffset() * minute;
}

function unwall(reading: number, zone: TimeZone): number {
  if (zone === 'utc') return reading;
  const at = new Date(reading);
  return new Date(
    at.getUTCFullYear(),
    at.getUTCMonth(),
    at.getUTCDate(),
    at.getUTCHours(),
    at.getUTCMinutes(),
    at.getUTCSeconds(),
    at.getUTCMilliseconds(),
  ).getTime();
}

function firstAt(from: number, step: Step, zone: TimeZone): number {
  const reading = wall(from, zone);
  if (step.unit === 'ms') return unwall(Math.floor(reading / step.size) * step.size, zone);
  const at = new Date(reading);
  const months = at.getUTCFullYear() * 12 + at.getUTCMonth();
  return unwall(startOfMonth(0, Math.floor(months / step.size) * step.size), zone);
}

function nextAfter(time: number, step: Step, zone: TimeZone): number {
  // Steps shorter than an hour never meet a change of summer time in between.
  if (step.unit === 'ms' && step.size < hour) return time + step.size;
  const reading = wall(time, zone);
  if (step.unit === 'ms') {
    const next = unwall(reading + step.size, zone);
    return next > time ? next : time + step.size;
  }
  const at = new Date(reading);
  return unwall(startOfMonth(at.getUTCFullYear(), at.getUTCMonth() + step.size), zone);
}

function startOfMonth(year: number, monthIndex: number): number {
  const at = new Date(0);
  at.setUTCFullYear(year, monthIndex, 1);
  return at.getTime();
}

function labelOf(time: number, step: Step, zone: TimeZone): Omit<AxisTick, 'time'> {
  const at = new Date(wall(time, zone));
  const isMidnight = wall(time, zone) % day === 0;
  const date = `${at.getUTCDate()} ${monthNames[at.getUTCMonth()]}`;
  const isJanuary = at.getUTCMonth() === 0;
  if (step.unit === 'month') {
    if (step.size >= 12) return { label: String(at.getUTCFullYear()), isStrong: false };
    const label = monthNames[at.getUTCMonth()] ?? '';
    return { label: isJanuary ? `${label} ${at.getUTCFullYear()}` : label, isStrong: isJanuary };
  }
  if (step.size >= day) {
    const isNewYear = isJanuary && at.getUTCDate() <= step.size / day;
    return { label: isNewYear ? `${date} ${at.getUTCFullYear()}` : date, isStrong: isNewYear };
  }
  if (isMidnight) return { label: date, isStrong: true };
  return { label: clockOf(at, step.size), isStrong: false };
}

function clockOf(at: Date, stepMs: number): string {
  const clock = at.toISOString().slice(11, 23);
  if (stepMs >= minute) return clock.slice(0, 5);
  return stepMs >= second ? clock.slice(0, 8) : clock;
}
