import { parsePosition } from '../../../shared/log/position.ts';
import type { Resolved } from '../../state/playhead-store.ts';
import type { TimeWindow } from './time-scale.ts';

/**
 * The record time at which the playhead is drawn: a time that was asked for at once, anything else
 * where its cut ends. Null while nobody can tell.
 */
export function playheadTime(
  at: string,
  resolved: Resolved | null,
  extent: TimeWindow | null,
): number | null {
  if (at === 'head') return extent?.to ?? null;
  const said = parsePosition(at);
  if (said.ok && said.value.kind === 'time') return within(extent, said.value.time);
  if (!resolved) return null;
  return resolved.last?.tau ?? extent?.from ?? null;
}

// A time outside the log is drawn at its edge: the playhead is never out of sight at "all time".
function within(extent: TimeWindow | null, time: number): number {
  return extent ? Math.max(extent.from, Math.min(extent.to, time)) : time;
}
