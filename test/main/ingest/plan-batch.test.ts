import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BatchPlanner } from '../../../src/main/ingest/plan-batch.ts';
import { verify } from '../../../src/main/ingest/verify.ts';
import { toPlace } from '../../../src/main/store/place.ts';
import { classCode, flagBit } from '../../../src/main/store/record-codes.ts';
import { registerRecords } from '../../../src/main/store/register-records.ts';
import { StoreFaultError } from '../../../src/main/store/write/store-fault.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { packedRun, putRecord, recordsOf } from '../../../src/shared/log/packed-record.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import {
  bytesOf,
  cloudEventHeaders,
  testRecord,
  wireHeaders,
} from '../../support/cloud-event-record.ts';
import { goldenCorpus } from '../../support/golden-corpus.ts';
import {
  chunkOf,
  openTestStore,
  planInto,
  type TestPartition,
} from '../../support/plan-into-store.ts';

const { unexplained } = flagBit;

const testTime = Date.UTC(2025, 2, 3, 9, 30);

type Place = { readonly partition?: number; readonly at: number; readonly id?: string };

/** An event of user u-1, or of another one named in the data. */
function event(type: string, data: object, { partition = 0, at, id = `e-${at}` }: Place) {
  const key = (data as { userId?: string; roleId?: string }).userId ?? 'r-1';
  const time = testTime + at * 60_000;
  return testRecord({
    ...{ partition, offset: offset(at), timestamp: time, key: bytesOf(key) },
    value: bytesOf(JSON.stringify(data)),
    headers: wireHeaders(
      cloudEventHeaders(type, { ce_id: id, ce_time: new Date(time).toISOString() }),
    ),
  });
}

const ada = { userId: 'u-1', username: 'ada', email: 'ada@corp.example' };
const created = (place: Place) => event('UserCreatedEvent', ada, place);
const signedIn = (place: Place) => event('UserLoggedInEvent', { userId: 'u-1' }, place);
const renamed = (name: string, place: Place) =>
  event('UserUpdatedEvent', { userId: 'u-1', changes: { displayName: name } }, place);
const assigned = (place: Place) =>
  event('RoleAssignedToUserEvent', { userId: 'u-1', roleId: 'r-1' }, place);
const deleted = (place: Place) => event('UserDeletedEvent', { userId: 'u-1' }, place);

function partitionWith(records: LogRecord[], more: Partial<TestPartition> = {}): TestPartition {
  const end = Math.max(0, ...records.map((record) => record.offset + 1));
  const partition = records[0]?.partition ?? 0;
  return { partition, start: 0, end, records, ...more };
}

describe('a planned batch', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-plan-'));
    file = join(folder, 'read.db');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Reads partitions, each batch ending at the given offsets; proves the result; gives rows. */
  function ingest(partitions: readonly TestPartition[], cuts: readonly number[] = []) {
    const store = openTestStore(file, partitions);
    for (const whole of partitions) {
      let from = whole.start;
      for (const next of [...cuts.filter((cut) => cut < whole.end), whole.end]) {
        if (next > from) planInto(store, [[chunkOf(whole, from, next)]]);
        from = Math.max(from, next);
      }
    }
    expect(verify(store).flaws).toEqual([]);
    store.close();
    const db = new Database(file, { readonly: true });
    const unregister = registerRecords(db);
    const close = () => {
      db.close();
      unregister();
    };
    const rows = (sql: string) => db.prepare(sql).all() as Record<string, unknown>[];
    return { rows, close };
  }

  it.each([
    ['in one batch', []],
    ['in a batch for each', [1, 2, 3, 4, 5]],
  ])(
    'gives revisions and assignments their intervals, and counts what touches a user (%s)',
    (_, cuts) => {
      const records = [
        created({ at: 0 }),
        assigned({ at: 1 }),
        signedIn({ at: 2 }),
        renamed('Ada', { at: 3 }),
        renamed('Ada', { at: 4 }),
        deleted({ at: 5 }),
      ];
      const { rows, close } = ingest([partitionWith(records)], cuts);
      const revisions = rows(
        'SELECT place, until, status, display_name, version FROM user_interval ORDER BY place',
      );
      expect(revisions.map((row) => Object.values(row))).toEqual([
        [0, 3, 0, null, 1],
        [3, 5, 0, 'Ada', 4],
        [5, null, 1, 'Ada', 5],
      ]);
      const heads = rows('SELECT revision, place, login_count, version FROM user_head');
      expect(heads.map((row) => Object.values(row))).toEqual([[3, 5, 1, 5]]);
      expect(rows('SELECT place, until FROM assignment')).toEqual([{ place: 1, until: 5 }]);
      close();
    },
  );

  it.each([
    ['in the same batch', []],
    ['in a later batch', [1]],
  ])('keeps a duplicate and does not fold it (%s)', (_, cuts) => {
    const again = { ...created({ at: 1, id: 'e-0' }) };
    const { rows, close } = ingest([partitionWith([created({ at: 0 }), again])], cuts);
    expect(rows('SELECT class, flags, user FROM stored_record ORDER BY place')).toEqual([
      { class: 0, flags: unexplained, user: 1 },
      { class: 1, flags: unexplained, user: 1 },
    ]);
    expect(rows('SELECT event, duplicate, anomaly FROM partition')).toEqual([
      { event: 1, duplicate: 1, anomaly: 0 },
    ]);
    close();
  });

  it('flags a duplicate that says something else, and finds the first of three', () => {
    const records = [
      renamed('A', { at: 0, id: 'x' }),
      renamed('B', { at: 1, id: 'x' }),
      renamed('A', { at: 2, id: 'x' }),
    ];
    const { rows, close } = ingest([partitionWith(records)], [2]);
    const found = rows('SELECT class, flags FROM stored_record ORDER BY place');
    expect(found.map((row) => Object.values(row))).toEqual([
      [0, unexplained],
      [1, unexplained | flagBit.conflicting_duplicate],
      [1, unexplained],
    ]);
    close();
  });

  it('folds the same identity in another partition', () => {
    const first = partitionWith([signedIn({ at: 0, id: 'x' })]);
    const second = partitionWith([signedIn({ partition: 1, at: 0, id: 'x' })]);
    const { rows, close } = ingest([first, second]);
    expect(rows('SELECT class FROM stored_record')).toEqual([{ class: 0 }, { class: 0 }]);
    expect(rows('SELECT id FROM split_subject JOIN subject ON number = subject')).toEqual([
      { id: 'u-1' },
    ]);
    close();
  });

  it('keeps one chain of a split subject in each partition', () => {
    const first = partitionWith([created({ at: 0 }), signedIn({ at: 1 })]);
    const second = partitionWith([signedIn({ partition: 1, at: 0, id: 'other' })]);
    const { rows, close } = ingest([first, second]);
    expect(rows('SELECT place, until, status FROM user_interval ORDER BY place')).toEqual([
      { place: 0, until: null, status: 0 },
      { place: toPlace(1, 0), until: null, status: 2 },
    ]);
    close();
  });

  it('expects unknown subjects where the log was not read from its beginning', () => {
    const records = [signedIn({ at: 7 }), assigned({ at: 8 }), assigned({ at: 9 })];
    const { rows, close } = ingest([partitionWith(records, { start: 7, end: 10 })]);
    const found = rows('SELECT flags, anomalies FROM stored_record ORDER BY place');
    expect(found.map((row) => Object.values(row))).toEqual([
      [unexplained | flagBit.expected, 2],
      [unexplained, 0],
      [unexplained, 8],
    ]);
    expect(rows('SELECT truncated, anomaly FROM partition')).toEqual([
      { truncated: 1, anomaly: 2 },
    ]);
    close();
  });

  it('accounts for gaps, markers, aborted and damaged offsets', () => {
    const whole = partitionWith([created({ at: 2 }), signedIn({ at: 6 })], {
      end: 20,
      passed: [
        { kind: 'control', from: offset(3), next: offset(4) },
        { kind: 'aborted', from: offset(4), next: offset(6) },
      ],
      damaged: [
        {
          ...{ from: offset(10), next: offset(12), reason: 'bad_crc', text: 'The CRC is wrong.' },
          bytes: Uint8Array.of(1, 2, 3),
        },
      ],
    });
    const { rows, close } = ingest([whole], [1, 5, 15]);
    expect(rows('SELECT event, control, aborted, quarantined, gap FROM partition')).toEqual([
      { event: 2, control: 1, aborted: 2, quarantined: 2, gap: 13 },
    ]);
    expect(rows('SELECT place, until, reason, length(bytes) AS n FROM quarantine')).toEqual([
      { place: 10, until: 12, reason: 'bad_crc', n: 3 },
    ]);
    expect(rows('SELECT next, record_next FROM partition')).toEqual([{ next: 20, record_next: 7 }]);
    close();
  });

  it('takes every record of the golden corpus to its row, and the counts add up', () => {
    const cases = goldenCorpus;
    const records = cases.map(({ record }, at) => ({ ...record, offset: offset(at) }));
    const { rows, close } = ingest([partitionWith(records)]);
    const classes = rows('SELECT class FROM stored_record ORDER BY place').map(
      (row) => row['class'],
    );
    const kinds = ['event', 'event', 'unknownType', 'tombstone', 'quarantined'];
    const found = cases.map(({ name }, at) => [name, kinds[classes[at] as number]]);
    expect(found).toEqual(cases.map(({ name, expected }) => [name, expected.kind]));
    const reasons = rows('SELECT place, reason FROM quarantine ORDER BY place');
    const expected = cases.flatMap(({ expected: each }, place) =>
      each.kind === 'quarantined' ? [{ place, reason: each.reason }] : [],
    );
    expect(reasons).toEqual(expected);
    close();
  });

  it('keeps of a value over 8 MiB the beginning, the length and a hash one can find', () => {
    const value = Buffer.alloc(9 * 1024 * 1024, 'x');
    const { rows, close } = ingest([partitionWith([{ ...created({ at: 0 }), value }])]);
    expect(rows('SELECT length(value) AS n FROM stored_record')).toEqual([{ n: 65_536 }]);
    const [row] = rows('SELECT text, value_length, hex(value_sha256) AS hash FROM quarantine');
    expect(row?.['value_length']).toBe(value.length);
    expect(row?.['text']).toContain(String(row?.['hash']).toLowerCase());
    close();
  });

  it('takes a tombstone for one, however far inside its run it stands', () => {
    const length = 9 * 1024 * 1024;
    const run = packedRun(0, new Uint8Array(length), 1);
    const [keyTo, end] = [length - 2, length];
    putRecord(run, 0, {
      ...{ offset: 0, timestamp: testTime, timestampType: 'create', keyFrom: keyTo - 1, keyTo },
      ...{ valueFrom: -1, valueTo: end - 1, headersFrom: end - 1, headersTo: end },
    });
    const { rows, close } = ingest([partitionWith(recordsOf(run, 0, 1))]);
    expect(rows('SELECT class, value FROM stored_record')).toEqual([
      { class: classCode.tombstone, value: null },
    ]);
    close();
  });

  it('takes timestamps no machine can hold exactly', () => {
    const records = [2 ** 63, -(2 ** 63), -1].map((timestamp, at) => ({
      ...signedIn({ at }),
      timestamp,
    }));
    const { rows, close } = ingest([partitionWith(records)]);
    const found = rows('SELECT timestamp, tau, flags & 1 AS bad FROM stored_record ORDER BY place');
    expect(found.map((row) => Object.values(row))).toEqual([
      [Number.MAX_SAFE_INTEGER, 0, 1],
      [Number.MIN_SAFE_INTEGER, 0, 1],
      [-1, 0, 1],
    ]);
    close();
  });

  it('is written whole or not at all where the checkpoint has moved', () => {
    const whole = partitionWith([created({ at: 0 }), signedIn({ at: 1 })]);
    const store = openTestStore(file, [whole]);
    const late = new BatchPlanner(store);
    const batch = late.plan([chunkOf(whole, 0, 2)], -1);
    planInto(store, [[chunkOf(whole, 0, 1)]]);
    expect(() => store.commit(batch)).toThrow(StoreFaultError);
    expect(store.checkpoints()[0]).toMatchObject({ next: 1, counts: { event: 1 } });
    planInto(store, [[chunkOf(whole, 1, 2)]]);
    expect(verify(store)).toMatchObject({ offsets: 2, records: 2, flaws: [] });
    store.close();
  });
});
