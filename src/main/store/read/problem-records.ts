import { anomalyCodes } from '../../../shared/domain/anomaly.ts';
import { classCode, flagBit } from '../record-codes.ts';
import type { ScrubPoint } from './scrub-point.ts';
import type { ScrubRange } from './scrub-range.ts';
import type { Snapshot } from './snapshot.ts';

/** What a record can be a problem for. */
export type ProblemKind = 'quarantined' | 'anomaly' | 'duplicate' | 'flag' | 'unknownType';

/** A record with problems, with what they are told from. */
export type ProblemRecord = ScrubPoint & {
  readonly timestamp: number;
  readonly class: number;
  readonly type: number | null;
  readonly flags: number;
  readonly anomalies: number;
  readonly user_id: string | null;
  readonly role_id: string | null;
  readonly reason: string | null;
  readonly text: string | null;
};

/** Flags that are problems by themselves; a conflicting duplicate is told as a duplicate. */
export const problemFlags = ['bad_clock', 'late_tick'] as const;

const flagBits = problemFlags.reduce((bits, name) => bits | flagBit[name], 0);

const isKind: Record<ProblemKind, string> = {
  quarantined: `r.class = ${classCode.quarantined}`,
  duplicate: `r.class = ${classCode.duplicate}`,
  unknownType: `r.class = ${classCode.unknownType}`,
  anomaly: 'r.anomalies <> 0',
  flag: `r.flags & ${flagBits} <> 0`,
};

/** How many problems of a kind one record brings. */
const howMany: Record<ProblemKind, string> = {
  quarantined: `(${isKind.quarantined})`,
  duplicate: `(${isKind.duplicate})`,
  unknownType: `(${isKind.unknownType})`,
  anomaly: `(${anomalyCodes.map((_code, at) => `((r.anomalies >> ${at}) & 1)`).join(' + ')})`,
  flag: `(${problemFlags.map((name) => `(r.flags & ${flagBit[name]} <> 0)`).join(' + ')})`,
};

const within = `(r.tau, r.place) >= (?, ?) AND (r.tau, r.place) < (?, ?)
  AND (r.class <> 0 OR r.flags <> 0 OR r.anomalies <> 0)`;

/** Records with problems of these kinds in a range and before a point, newest first, at most `limit`. */
export function problemRecords(
  snapshot: Snapshot,
  { first, end, holds }: ScrubRange,
  { kinds, limit }: { readonly kinds: readonly ProblemKind[]; readonly limit: number },
): ProblemRecord[] {
  const sql = `SELECT r.tau, r.place, r.timestamp, r.class, r.type, r.flags, r.anomalies,
      (SELECT id FROM subject WHERE number = r.user) AS user_id,
      (SELECT id FROM subject WHERE number = r.role) AS role_id, q.reason, q.text
    FROM record r LEFT JOIN quarantine q ON q.place = r.place
    WHERE ${within} AND (${anyOf(kinds)})
    ORDER BY r.tau DESC, r.place DESC LIMIT ?`;
  const limits = [first.tau, first.place, end.tau, end.place] as const;
  const most = holds ? Number.MAX_SAFE_INTEGER : limit;
  const rows = snapshot.all<ProblemRecord>(sql, ...limits, most);
  return holds ? rows.filter(({ place }) => holds(place)).slice(0, limit) : rows;
}

/** How many problems of these kinds the records of a range have. */
export function countProblems(
  snapshot: Snapshot,
  { first, end, holds }: ScrubRange,
  kinds: readonly ProblemKind[],
): number {
  if (kinds.length === 0) return 0;
  const each = kinds.map((kind) => howMany[kind]).join(' + ');
  const where = `FROM record r WHERE ${within} AND (${anyOf(kinds)})`;
  const limits = [first.tau, first.place, end.tau, end.place] as const;
  if (!holds) return snapshot.value<number>(`SELECT sum(${each}) ${where}`, ...limits) ?? 0;
  const rows = snapshot.tuples<[number, number]>(`SELECT r.place, ${each} ${where}`, ...limits);
  return rows.reduce((sum, [place, n]) => sum + (holds(place) ? n : 0), 0);
}

function anyOf(kinds: readonly ProblemKind[]): string {
  return kinds.length === 0 ? 'FALSE' : kinds.map((kind) => isKind[kind]).join(' OR ');
}
