import type { Tick } from '../../../shared/log/tick.ts';
import { classCode, flagBit } from '../record-codes.ts';
import { foldSplitUser } from './fold-subject.ts';
import { headCut } from './partitions.ts';
import type { Snapshot } from './snapshot.ts';
import { tickOf } from './stored-record.ts';
import { splitNumbers } from './subjects.ts';

/** One event or duplicate of a user. */
export type LaneDot = Tick & { readonly type: number; readonly isProblem: boolean };

/** A role held from one tau to another (ms); null while held at head. */
export type LaneBar = {
  readonly roleId: string;
  readonly fromTau: number;
  readonly toTau: number | null;
};

const dotsSql = `SELECT r.tau, r.place, r.type, r.flags, r.anomalies FROM record r
  WHERE r.user = ? AND r.class <= ${classCode.duplicate} ORDER BY r.place`;
const barsSql = `SELECT s.id AS roleId, f.tau AS fromTau, t.tau AS toTau
  FROM assignment a JOIN subject s ON s.number = a.role
  JOIN record f ON f.place = a.place LEFT JOIN record t ON t.place = a.until
  WHERE a.user = ? ORDER BY f.tau, a.place, s.id`;

type Dot = { tau: number; place: number; type: number; flags: number; anomalies: number };

/** Every event and duplicate of a user, in scrub order. */
export function laneDots(snapshot: Snapshot, user: number): LaneDot[] {
  const rows = snapshot.all<Dot>(dotsSql, user);
  if (splitNumbers(snapshot).has(user)) rows.sort((a, b) => a.tau - b.tau || a.place - b.place);
  return rows.map(({ type, flags, anomalies, ...row }) => ({
    ...tickOf(row),
    type,
    isProblem: anomalies !== 0 && (flags & flagBit.expected) === 0,
  }));
}

/** How long a user held which role, by when it was given. */
export function laneBars(snapshot: Snapshot, user: number): LaneBar[] {
  if (!splitNumbers(snapshot).has(user)) return snapshot.all(barsSql, user);
  const { holdings } = foldSplitUser(snapshot, user, { cut: headCut(snapshot), beside: null });
  return holdings.map(({ roleId, from, until }) => ({
    roleId,
    fromTau: from.tau,
    toTau: until?.tau ?? null,
  }));
}
