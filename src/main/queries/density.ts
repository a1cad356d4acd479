import type { questions } from '../../shared/contract/contract.ts';
import { eventTypes } from '../../shared/domain/events.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { histogram, histogramWidth, problemIndex } from '../store/read/count-records.ts';
import { emptyCut, firstTickNotBelow, lastTickBelow } from '../store/read/find-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { atCut } from './at-cut.ts';
import { bucketsBetween, bucketWidth } from './bucket-width.ts';
import type { Answer, Asked } from './question-types.ts';
import { readFilter } from './read-filter.ts';
import {
  type Finality,
  type Moment,
  readPosition,
  resolvePosition,
  tickOfRecord,
} from './resolve-position.ts';
import { type Bounds, resolveRange } from './resolve-range.ts';

type Question = typeof questions.log.density;
type Bucket = Answer<Question>['buckets'][number];

/** Events by type and problems over record time: every bucket from the first to the last, in order. */
export function density(reader: Reader, input: Asked<Question>, live?: Finality): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const range = resolveRange(snapshot, input, moment);
    const times = coveredTimes(snapshot, input, moment);
    const { from, to } = times ?? { from: 0, to: 0 };
    const bucketMs = bucketWidth(from, to, input.buckets);
    const first = Math.floor(from / bucketMs) * bucketMs;
    const length = bucketsBetween(from, to, bucketMs);
    const filter = readFilter(snapshot, input) ?? nothing;
    const counts = histogram(snapshot, range, { from: first, bucketMs, length, filter });
    return {
      from: times && isoTime(from),
      to: times && isoTime(to),
      bucketMs,
      buckets: Array.from({ length }, (_, at) => bucketOf(counts, at, first + at * bucketMs)),
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}

// Numbers begin at 1: this fits no record.
const nothing = { types: [], user: -1, role: null };

function bucketOf(all: Int32Array, index: number, at: number): Bucket {
  const counts: Bucket['counts'] = {};
  for (const [type, name] of eventTypes.entries()) {
    const n = all[index * histogramWidth + type] as number;
    if (n > 0) counts[name] = n;
  }
  return {
    at: isoTime(at),
    counts,
    problems: all[index * histogramWidth + problemIndex] as number,
  };
}

/** The times [from, to) that buckets cover, ms; null for an empty log. */
function coveredTimes(snapshot: Snapshot, bounds: Bounds, moment: Moment) {
  const first = firstTickNotBelow(snapshot, emptyCut(snapshot));
  if (!first) return null;
  const last = lastTickBelow(snapshot, moment.cut);
  const from = bounds.from === undefined ? first.tau : startOf(snapshot, bounds.from);
  const to = bounds.to === undefined ? (last?.tau ?? from - 1) + 1 : endOf(snapshot, bounds.to);
  return { from, to: Math.max(from, to) };
}

function startOf(snapshot: Snapshot, text: string): number {
  const position = readPosition(text);
  if (position.kind === 'time') return Math.max(0, position.time);
  if (position.kind === 'record') return tickOfRecord(snapshot, position)?.tau ?? 0;
  const { cut } = resolvePosition(snapshot, text);
  const tick = firstTickNotBelow(snapshot, cut) ?? lastTickBelow(snapshot, cut);
  return tick?.tau ?? 0;
}

function endOf(snapshot: Snapshot, text: string): number {
  const position = readPosition(text);
  if (position.kind === 'time') return Math.max(0, position.time);
  if (position.kind === 'record') return (tickOfRecord(snapshot, position)?.tau ?? -1) + 1;
  return (lastTickBelow(snapshot, resolvePosition(snapshot, text).cut)?.tau ?? -1) + 1;
}
