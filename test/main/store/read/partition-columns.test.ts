import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ColumnRun } from '../../../../src/main/store/layout/event-columns.ts';
import { toPlace } from '../../../../src/main/store/place.ts';
import { PartitionColumns } from '../../../../src/main/store/read/partition-columns.ts';

const partition = 3;
const time = fc.oneof(fc.nat(5_000), fc.maxSafeInteger());
const drawnRow = fc.record({
  ...{ gap: fc.oneof(fc.constant(0), fc.nat(3), fc.nat(100_000)), step: fc.nat(3) },
  ...{ timestamp: time, time, kind: fc.nat(255), flags: fc.nat(255), anomalies: fc.nat(255) },
  ...{ user: fc.nat(300), role: fc.nat(200), actor: fc.nat(3) },
});
type DrawnRow = typeof drawnRow extends fc.Arbitrary<infer Row> ? Row : never;

/** Rows in many copies, so that several of the marks that columns are searched by stand among them. */
const drawnRows = fc
  .tuple(fc.array(drawnRow, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 120 }))
  .map(([rows, times]) => Array.from({ length: times }, () => rows).flat());

function runOf(rows: readonly DrawnRow[]): ColumnRun {
  let place = toPlace(partition, 5);
  let tau = 0;
  const places = rows.map(({ gap }) => (place += 1 + gap));
  const taus = rows.map(({ step }) => (tau += step));
  const numbers = (name: keyof DrawnRow) => rows.map((row) => row[name]);
  return {
    length: rows.length,
    place: Float64Array.from(places),
    tau: Float64Array.from(taus),
    timestamp: Float64Array.from(numbers('timestamp')),
    time: Float64Array.from(numbers('time')),
    kind: Uint8Array.from(numbers('kind')),
    flags: Uint8Array.from(numbers('flags')),
    anomalies: Uint8Array.from(numbers('anomalies')),
    user: Int32Array.from(numbers('user')),
    role: Int32Array.from(numbers('role')),
    actor: Int32Array.from(numbers('actor')),
  };
}

function columnsOf(rows: readonly DrawnRow[]): PartitionColumns {
  const columns = new PartitionColumns(partition);
  columns.add(runOf(rows));
  return columns;
}

/** All that columns say of their rows. */
function told(columns: PartitionColumns) {
  return Array.from({ length: columns.length }, (_, row) => [
    ...[columns.placeAt(row), columns.tau[row], columns.timestampAt(row), columns.timeAt(row)],
    ...[columns.classAt(row), columns.typeAt(row), columns.isProblemAt(row), columns.flags[row]],
    ...[columns.user[row], columns.role.at(row), columns.actor.at(row)],
    ...[columns.eventsBefore(row), columns.problemsBefore(row)],
  ]);
}

describe('the columns of a partition', () => {
  it('say the same once they were handed to another thread, and are gone on with there', () => {
    fc.assert(
      fc.property(drawnRows, fc.nat(100), (rows, percent) => {
        const first = Math.floor((rows.length * percent) / 100);
        const moved = PartitionColumns.of(structuredClone(columnsOf(rows.slice(0, first)).parts()));
        moved.add(runOf(rows));
        expect(told(moved)).toEqual(told(columnsOf(rows)));
      }),
    );
  });

  it('find the first row of a tau and of a place as going through them does', () => {
    fc.assert(
      fc.property(drawnRows, fc.nat(4_000), fc.nat(200_000), (rows, tau, offset) => {
        const columns = columnsOf(rows);
        const { tau: taus, place } = runOf(rows);
        const orEnd = (row: number) => (row < 0 ? rows.length : row);
        expect(columns.rowFromTau(tau)).toBe(orEnd(taus.findIndex((each) => each >= tau)));
        const from = toPlace(partition, offset);
        expect(columns.rowFrom(from)).toBe(orEnd(place.findIndex((each) => each >= from)));
      }),
    );
  });
});
