import { classCode } from '../record-codes.ts';
import type { RowSpan } from './cut-range.ts';
import { userRowsOf } from './event-columns.ts';
import type { Snapshot } from './snapshot.ts';
import { countBefore, type RowList } from './user-rows.ts';

/** Which events and duplicates: of these types (indices; null: all), naming this user and role. */
export type RecordFilter = {
  readonly types: readonly number[] | null;
  readonly user: number | null;
  readonly role: number | null;
};

/** A filter made ready for many records. */
export type Sieve = {
  /** By the low seven bits of a kind: 1 where class and type fit. */
  readonly kinds: Uint8Array;
  readonly user: number | null;
  readonly role: number | null;
};

/** Bits of a kind that tell class and type. */
export const kindBits = 0x7f;

/** Makes a filter ready; of duplicates too unless only events are wanted. */
export function sieveOf(
  { types, user, role }: RecordFilter,
  only: 'events' | 'all' = 'all',
): Sieve {
  const kinds = new Uint8Array(kindBits + 1);
  const classes = only === 'all' ? [classCode.event, classCode.duplicate] : [classCode.event];
  for (const code of classes) {
    for (let type = 0; type < 15; type++) {
      if (types?.includes(type) ?? true) kinds[(code << 4) | (type + 1)] = 1;
    }
  }
  return { kinds, user, role };
}

/** The rows of a span that may fit: those of the user where one is asked for, else all. */
export function candidatesIn(
  snapshot: Snapshot,
  { columns, from, to }: RowSpan,
  user: number | null,
) {
  if (user === null) return { length: to - from, at: (index: number) => from + index };
  const rows = userRowsOf(snapshot, columns.partition).of(user);
  return part(rows, countBefore(rows, from), countBefore(rows, to));
}

function part(rows: RowList, from: number, to: number): RowList {
  return { length: to - from, at: (index) => rows.at(from + index) };
}

/** True where a row fits; its user is not looked at. */
export function fits({ columns }: RowSpan, { kinds, role }: Sieve, row: number): boolean {
  if (kinds[(columns.kind[row] as number) & kindBits] === 0) return false;
  return role === null || columns.role.at(row) === role;
}
