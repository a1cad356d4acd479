import { isCalendarDay } from '../kit/is-calendar-day.ts';
import { err, ok, type Result } from '../kit/result.ts';
import type { Cut } from './cut.ts';
import { decodeCutToken, looksLikeCutToken } from './cut-token.ts';
import { type Offset, toOffset } from './offset.ts';

/** What a person or a URL says; it resolves to a cut. */
export type Position =
  | { readonly kind: 'head' }
  /** Milliseconds since 1970: the records whose tau is at most this. */
  | { readonly kind: 'time'; readonly time: number }
  /** Just after that record. */
  | { readonly kind: 'record'; readonly partition: number; readonly offset: Offset }
  | { readonly kind: 'token'; readonly identity: string; readonly cut: Cut };

/** Why a text is no position. */
export type PositionFault = 'bad_position' | 'no_zone' | 'bad_token';

const iso =
  /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)?(?<zone>Z|[+-]\d{2}:?\d{2})?$/i;
const record = /^p(?<partition>\d{1,6}):(?<offset>\d{1,16})$/i;

/**
 * Reads `head`, an ISO 8601 time with a zone, `p3:1202`, or a cut token. A time without a zone is
 * `no_zone`: the same text would mean different moments to different people.
 */
export function parsePosition(text: string): Result<Position, PositionFault> {
  const said = text.trim();
  if (said.toLowerCase() === 'head') return ok({ kind: 'head' });
  if (looksLikeCutToken(said)) {
    const token = decodeCutToken(said);
    return token.ok ? ok({ kind: 'token', ...token.value }) : token;
  }
  return parseRecord(said) ?? parseTime(said);
}

/** Writes a record's place as people say it: `p3:1202`. */
export function formatPlace(partition: number, offset: number): string {
  return `p${partition}:${offset}`;
}

function parseRecord(said: string): Result<Position, PositionFault> | null {
  const found = record.exec(said)?.groups;
  if (!found) return null;
  const offset = toOffset(Number(found['offset']));
  if (offset === null) return err('bad_position');
  return ok({ kind: 'record', partition: Number(found['partition']), offset });
}

function parseTime(said: string): Result<Position, PositionFault> {
  const found = iso.exec(said)?.groups;
  if (!found || !isCalendarDay(said)) return err('bad_position');
  if (!found['zone']) return err('no_zone');
  const time = Date.parse(said.replace(' ', 'T').toUpperCase());
  return Number.isNaN(time) ? err('bad_position') : ok({ kind: 'time', time });
}
