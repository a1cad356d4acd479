import type { questions } from '../../shared/contract/contract.ts';
import type { Entry } from '../../shared/contract/entries.ts';
import { countFound } from '../store/read/count-records.ts';
import type { KeptRecord } from '../store/read/kept-record.ts';
import type { RecordFilter } from '../store/read/record-filter.ts';
import type { ScrubPoint } from '../store/read/scrub-point.ts';
import { searchRecords } from '../store/read/search-records.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { atCut, tokenOf } from './at-cut.ts';
import { type Cursor, readCursor, writeCursor } from './cursor.ts';
import type { Answer, Asked } from './question-types.ts';
import { readFilter } from './read-filter.ts';
import { entryOfRecord } from './record-entry.ts';
import { type Finality, type Moment, resolvePosition } from './resolve-position.ts';
import { resolveRange } from './resolve-range.ts';

type Question = typeof questions.log.events;
type Input = Asked<Question>;

/** A page of events and duplicates below a cut, in scrub order, with an exact total. */
export function searchEvents(reader: Reader, input: Input, live?: Finality): Answer<Question> {
  const cursor = input.after === undefined ? null : readCursor(input.after, 'number', 'number');
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, cursor?.token ?? input.at, live);
    const filter = readFilter(snapshot, input);
    const found = filter
      ? page(snapshot, { input, moment, cursor, filter })
      : { events: [], total: 0, after: null };
    return { ...found, ...atCut(snapshot, moment, 'everything') };
  });
}

type Wanted = {
  readonly input: Input;
  readonly moment: Moment;
  readonly cursor: Cursor | null;
  readonly filter: RecordFilter;
};

function page(
  snapshot: Snapshot,
  { input, moment, cursor, filter }: Wanted,
): { events: Entry[]; total: number; after: string | null } {
  const range = resolveRange(snapshot, input, moment);
  const { order, limit } = input;
  const beside = cursor && pointOf(cursor);
  const rows = searchRecords(snapshot, { range, filter }, { order, beside, limit: limit + 1 });
  const kept = rows.slice(0, limit);
  const last = rows.length > limit ? kept.at(-1) : undefined;
  return {
    events: kept.map((row: KeptRecord) => entryOfRecord(snapshot, row, input.brief === 'true')),
    total: countFound(snapshot, range, filter),
    after: last
      ? writeCursor({ token: tokenOf(snapshot, moment.cut), key: [last.tau, last.place] })
      : null,
  };
}

function pointOf({ key: [tau, place] }: Cursor): ScrubPoint {
  return { tau: Number(tau), place: Number(place) };
}
