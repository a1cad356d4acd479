import type { Snapshot } from './snapshot.ts';
import type { NamedRevision } from './user-spans.ts';
import { type TextSpan, textEnd } from './user-texts.ts';

/** A revision as lists and searches know it. */
export type RevisionRow = NamedRevision & TextSpan & { readonly revision: number };

type Row = readonly [
  number: number,
  user: number,
  place: number,
  status: number,
  username: string | null,
  bytes: number,
];

const columns = ['username', 'email', 'display_name'];
const text = columns.map((name) => `coalesce(${name}, '') || char(${textEnd.charCodeAt(0)})`);
const length = columns.map((name) => `coalesce(octet_length(${name}), 0) + 1`);
const some = 'FROM user_revision WHERE revision > ? AND revision <= ? ORDER BY revision';
const rowsSql = `SELECT revision, user, place, status, username, ${length.join(' + ')} ${some}`;
// One value for all of them: a string each, put together and written here, took three times as
// long. SQLite's lower case is that of ASCII, which keeps the length: the rest is looked after here.
const textsSql = `SELECT CAST(group_concat(text, '') AS BLOB)
  FROM (SELECT lower(${text.join(' || ')}) AS text ${some})`;

/** The revisions numbered from one (exclusive) to another (inclusive), as they were written. */
export function revisionRows(snapshot: Snapshot, after: number, until: number): RevisionRow[] {
  const bytes = snapshot.value<Buffer>(textsSql, after, until) ?? Buffer.alloc(0);
  let end = 0;
  return snapshot
    .tuples<Row>(rowsSql, after, until)
    .map(([number, user, place, status, username, length]) => {
      const from = end;
      end += length;
      const revision = { revision: number, user, place, status, username };
      if (isAscii(bytes, from, end)) return { ...revision, bytes, from, to: end };
      const lower = Buffer.from(bytes.toString('utf8', from, end).toLowerCase());
      return { ...revision, bytes: lower, from: 0, to: lower.length };
    });
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if ((bytes[at] as number) > 127) return false;
  return true;
}
