import { isAscii } from 'node:buffer';
import { lastRevision, revisionsAtOnce } from './revisions.ts';
import type { Memory, Snapshot } from './snapshot.ts';
import { userIds } from './user-ids.ts';
import { type TextSpan, textEnd, UserTexts, type UserTextsParts } from './user-texts.ts';

/** What users are searched in, as revisions numbered up to `read` say it. */
type Kept = { texts: UserTexts; read: number };

/** Texts as they go from thread to thread. */
export type TextParts = { readonly texts: UserTextsParts; readonly read: number };

// Revisions never change: what was read stays, and is gone on from.
const memory: Memory<Kept> = {
  refresh: (_snapshot, before) => before ?? { texts: new UserTexts(), read: 0 },
};

/** Each number costs 0.1 us to hand over, so of two small ones one is made. A value has 8 MiB at most. */
type Row = readonly [userAndBytes: number, place: number];

const byUser = 2 ** 24;

const columns = ['username', 'email', 'display_name'];
const text = columns.map((name) => `coalesce(${name}, '') || char(${textEnd.charCodeAt(0)})`);
const length = columns.map((name) => `coalesce(octet_length(${name}), 0) + 1`);
const some = 'FROM user_revision WHERE revision > ? AND revision <= ? ORDER BY revision';
const rowsSql = `SELECT user * ${byUser} + ${length.join(' + ')}, place ${some}`;
// One value for all of them: a string each, put together and written here, took three times as
// long. SQLite's lower case is that of ASCII, which keeps the length: the rest is looked after here.
const textsSql = `SELECT CAST(group_concat(text, '') AS BLOB)
  FROM (SELECT lower(${text.join(' || ')}) AS text ${some})`;

/** What users are searched in, over all time; what is missing is read first. */
export function userTexts(snapshot: Snapshot): UserTexts {
  while (!readSomeTexts(snapshot));
  return snapshot.kept(memory).texts;
}

/** Reads more of it; true once nothing is missing. */
export function readSomeTexts(snapshot: Snapshot): boolean {
  const kept = snapshot.kept(memory);
  const last = lastRevision(snapshot);
  const until = Math.min(last, kept.read + revisionsAtOnce);
  if (until > kept.read) {
    const ids = userIds(snapshot);
    for (const span of textSpans(snapshot, kept.read, until)) kept.texts.add(span, ids);
    kept.read = until;
  }
  return until === last;
}

/** Takes the texts apart, to be put together elsewhere: after that these are not to be used. */
export function textParts(snapshot: Snapshot): TextParts {
  const texts = userTexts(snapshot).parts();
  return { texts, read: snapshot.kept(memory).read };
}

/** Takes in what another thread has read, before this question's moment or at it; nothing where reading it has begun here. */
export function adoptTexts(snapshot: Snapshot, { texts, read }: TextParts): void {
  const kept = snapshot.kept(memory);
  if (kept.read > 0) return;
  kept.texts = new UserTexts(texts);
  kept.read = read;
}

/** What the revisions numbered from one (exclusive) to another (inclusive) say, as they were written. */
function textSpans(snapshot: Snapshot, after: number, until: number): TextSpan[] {
  const bytes = snapshot.value<Buffer>(textsSql, after, until) ?? Buffer.alloc(0);
  const isPlain = isAscii(bytes);
  let end = 0;
  return snapshot.tuples<Row>(rowsSql, after, until).map(([userAndBytes, place]) => {
    const from = end;
    end += userAndBytes % byUser;
    const user = Math.floor(userAndBytes / byUser);
    if (isPlain || isAscii(bytes.subarray(from, end))) return { user, place, bytes, from, to: end };
    const lower = Buffer.from(bytes.toString('utf8', from, end).toLowerCase());
    return { user, place, bytes: lower, from: 0, to: lower.length };
  });
}
