import { compareCodePoints } from '../../../shared/kit/compare-code-points.ts';
import { compareTicks, type Tick } from '../../../shared/log/tick.ts';
import { columnsOf, tauAt, userRowsOf } from './event-columns.ts';
import { foldSplitUser } from './fold-subject.ts';
import type { PartitionColumns } from './partition-columns.ts';
import { headCut } from './partitions.ts';
import type { Snapshot } from './snapshot.ts';
import { tickOf } from './stored-record.ts';
import { partitionsOfNumber, splitNumbers } from './subjects.ts';

/** One event or duplicate of a user. */
export type LaneDot = Tick & { readonly type: number; readonly isProblem: boolean };

/** A role held from one tau to another (ms); null while held at head. */
export type LaneBar = {
  readonly roleId: string;
  readonly fromTau: number;
  readonly toTau: number | null;
};

const heldSql = `SELECT s.id, a.place, a.until
  FROM assignment a JOIN subject s ON s.number = a.role WHERE a.user = ?`;

/** Every event and duplicate of a user, in scrub order. */
export function laneDots(snapshot: Snapshot, user: number): LaneDot[] {
  const dots = partitionsOfNumber(snapshot, { kind: 'user', number: user }).flatMap((partition) => {
    const columns = columnsOf(snapshot, partition);
    const rows = userRowsOf(snapshot, partition).of(user);
    return Array.from({ length: rows.length }, (_, at) => dotOf(columns, rows.at(at)));
  });
  return splitNumbers(snapshot).has(user) ? dots.sort(compareTicks) : dots;
}

function dotOf(columns: PartitionColumns, row: number): LaneDot {
  return {
    ...tickOf({ tau: columns.tau[row] as number, place: columns.placeAt(row) }),
    type: columns.typeAt(row),
    isProblem: columns.isProblemAt(row),
  };
}

/** How long a user held which role, by when it was given. */
export function laneBars(snapshot: Snapshot, user: number): LaneBar[] {
  if (!splitNumbers(snapshot).has(user)) return barsOfWhole(snapshot, user);
  const { holdings } = foldSplitUser(snapshot, user, { cut: headCut(snapshot), beside: null });
  return holdings.map(({ roleId, from, until }) => ({
    roleId,
    fromTau: from.tau,
    toTau: until?.tau ?? null,
  }));
}

function barsOfWhole(snapshot: Snapshot, user: number): LaneBar[] {
  return snapshot
    .tuples<[string, number, number | null]>(heldSql, user)
    .sort(([a, from], [b, other]) => from - other || compareCodePoints(a, b))
    .map(([roleId, from, until]) => ({
      roleId,
      fromTau: tauAt(snapshot, from) ?? 0,
      toTau: until === null ? null : (tauAt(snapshot, until) ?? null),
    }));
}
