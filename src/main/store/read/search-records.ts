import type { Cut } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { countEventsOfTypes } from './count-records.ts';
import { boundsJson } from './cut-bounds.ts';
import { cutBefore } from './find-cut.ts';
import { type KeptRecord, keptRecord } from './kept-record.ts';
import { partitionsRead } from './partitions.ts';
import { comparePoints, type ScrubPoint } from './scrub-point.ts';
import type { ScrubRange } from './scrub-range.ts';
import type { Snapshot } from './snapshot.ts';

/** Which events and duplicates: of these types (indices; null: all), naming this user and role. */
export type RecordFilter = {
  readonly types: readonly number[] | null;
  readonly user: number | null;
  readonly role: number | null;
};

/** The records of a range; `low` and `high` are the same bounds as cuts. */
export type SearchArea = {
  readonly range: ScrubRange;
  readonly low: Cut;
  readonly high: Cut;
};

/** Which page: its order, the last row of the page before, and how many rows. */
export type SearchPage = {
  readonly order: 'asc' | 'desc';
  readonly beside: ScrubPoint | null;
  readonly limit: number;
};

type Search = { readonly area: SearchArea; readonly filter: RecordFilter };

/** A page of events and duplicates in scrub order. */
export function searchRecords(snapshot: Snapshot, search: Search, page: SearchPage): KeptRecord[] {
  const points = isByScrub(search)
    ? pageByScrub(snapshot, search, page)
    : pageByPartition(snapshot, search, page);
  return points.map(({ place }) => keptRecord(snapshot, place)).filter((row) => row !== undefined);
}

/** How many events and duplicates there are, on all pages. */
export function countFound(snapshot: Snapshot, search: Search): number {
  const { area, filter } = search;
  if (isByScrub(search)) {
    return countEventsOfTypes(snapshot, area.range, filter.types) + duplicates(snapshot, search);
  }
  const { source, where, values } = byPartition(filter);
  const sql = `SELECT count(*) FROM json_each(?) low JOIN json_each(?) high ON high.key = low.key
    CROSS JOIN ${source} WHERE r.place >= low.value AND r.place < high.value AND ${where}`;
  return snapshot.value(sql, boundsJson(area.low), boundsJson(area.high), ...values) ?? 0;
}

/** Without a subject, and where the range is one stretch of scrub order, its index answers alone. */
function isByScrub({ area, filter }: Search): boolean {
  return filter.user === null && filter.role === null && area.range.holds === null;
}

const inRange = '(r.tau, r.place) >= (?, ?) AND (r.tau, r.place) < (?, ?)';

function pageByScrub(
  snapshot: Snapshot,
  { area: { range }, filter }: Search,
  { order, beside, limit }: SearchPage,
): ScrubPoint[] {
  const isUp = order === 'asc';
  const from = isUp && beside ? later(justAfter(beside), range.first) : range.first;
  const to = !isUp && beside && comparePoints(beside, range.end) < 0 ? beside : range.end;
  const way = isUp ? 'ASC' : 'DESC';
  const sql = `SELECT r.tau, r.place FROM record r
    WHERE ${inRange} AND r.class <= 1 ${typesSql(filter)}
    ORDER BY r.tau ${way}, r.place ${way} LIMIT ?`;
  return snapshot.all(sql, from.tau, from.place, to.tau, to.place, limit);
}

function duplicates(snapshot: Snapshot, { area: { range }, filter }: Search): number {
  // The last condition is that of the partial index.
  const sql = `SELECT count(*) FROM record r WHERE ${inRange} AND r.class = 1 ${typesSql(filter)}
    AND (r.class <> 0 OR r.flags <> 0 OR r.anomalies <> 0)`;
  const { first, end } = range;
  return snapshot.value(sql, first.tau, first.place, end.tau, end.place) ?? 0;
}

/** Tau never falls within a partition: the next rows of each, put in order, are the next rows of all. */
function pageByPartition(
  snapshot: Snapshot,
  { area, filter }: Search,
  { order, beside, limit }: SearchPage,
): ScrubPoint[] {
  const isUp = order === 'asc';
  const { source, where, values } = byPartition(filter);
  const low = beside && isUp ? cutBefore(snapshot, justAfter(beside)) : area.low;
  const high = beside && !isUp ? cutBefore(snapshot, beside) : area.high;
  const sql = `SELECT r.tau, r.place FROM ${source}
    WHERE r.place >= ? AND r.place < ? AND ${where}
    ORDER BY r.place ${isUp ? 'ASC' : 'DESC'} LIMIT ?`;
  const found: ScrubPoint[] = [];
  for (const partition of partitionsRead(snapshot).keys()) {
    const first = Math.max(low[partition] ?? 0, area.low[partition] ?? 0);
    const end = Math.min(high[partition] ?? 0, area.high[partition] ?? 0);
    const places = [toPlace(partition, first), toPlace(partition, end)] as const;
    found.push(...snapshot.all<ScrubPoint>(sql, ...places, ...values, limit));
  }
  return found.sort((a, b) => comparePoints(a, b) * (isUp ? 1 : -1)).slice(0, limit);
}

/** The narrowest index first: a user's records, else a role's, else all. */
function byPartition(filter: RecordFilter) {
  const { user, role } = filter;
  const types = typesSql(filter);
  if (user !== null) {
    const ofRole = role === null ? '' : 'AND r.role = ?';
    return {
      source: 'record r INDEXED BY record_by_user',
      where: `r.user = ? ${ofRole} AND r.class <= 1 ${types}`,
      values: role === null ? [user] : [user, role],
    };
  }
  if (role !== null) {
    return {
      source: 'record r INDEXED BY record_by_role',
      where: `r.role = ? AND r.class <= 1 ${types}`,
      values: [role],
    };
  }
  return { source: 'record r', where: `r.class <= 1 ${types}`, values: [] };
}

function justAfter({ tau, place }: ScrubPoint): ScrubPoint {
  return { tau, place: place + 1 };
}

function later(a: ScrubPoint, b: ScrubPoint): ScrubPoint {
  return comparePoints(a, b) >= 0 ? a : b;
}

function typesSql({ types }: RecordFilter): string {
  return types === null ? '' : `AND r.type IN (${types.map(Number).join(', ')})`;
}
