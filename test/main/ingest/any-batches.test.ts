import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verify } from '../../../src/main/ingest/verify.ts';
import type { RecordRow } from '../../../src/main/store/layout/record-row.ts';
import { openStore } from '../../../src/main/store/write/open-store.ts';
import { offset } from '../../../src/shared/log/offset.ts';
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
import { hashReadModel } from '../../support/read-model-dump.ts';
import { rewriteRecords } from '../../support/rewrite-records.ts';

const partitions = 3;
const begin = Date.UTC(2025, 0, 1);

/** What stands at one offset: some event of one of a few subjects, something hostile, or nothing. */
type Slot =
  | {
      readonly kind: 'event';
      readonly type: number;
      readonly user: number;
      readonly role: number;
      readonly id: number;
    }
  | { readonly kind: 'golden'; readonly index: number }
  | { readonly kind: 'hole' | 'control' | 'aborted' };

const small = (max: number) => fc.integer({ min: 0, max });
const slot: fc.Arbitrary<Slot> = fc.oneof(
  {
    weight: 12,
    arbitrary: fc.record({
      kind: fc.constant('event' as const),
      ...{ type: small(8), user: small(3), role: small(2), id: small(60) },
    }),
  },
  {
    weight: 2,
    arbitrary: small(goldenCorpus.length - 1).map((index) => ({ kind: 'golden' as const, index })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('hole', 'control', 'aborted')
      .map((kind) => ({ kind })) as fc.Arbitrary<Slot>,
  },
);
const anyLog = fc.array(
  fc.record({
    start: fc.constantFrom(0, 0, 1020),
    slots: fc.array(slot, { maxLength: 40 }),
  }),
  { minLength: partitions, maxLength: partitions },
);
/** Where batches end, as parts of the whole; and whether the store is closed and opened there. */
const anyCuts = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), {
  maxLength: 8,
});

describe('whatever the batches are', () => {
  let folder: string;
  let runs = 0;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-batches-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  function ingest(log: readonly TestPartition[], cuts: readonly (readonly [number, boolean])[]) {
    const file = join(folder, `${runs++}.db`);
    let store = openTestStore(file, log);
    const parts = [...cuts, [1, false] as const].sort(([a], [b]) => a - b);
    const at = new Map(log.map(({ partition, start }) => [partition, start]));
    for (const [part, reopens] of parts) {
      const chunks = log.flatMap((whole) => {
        const from = at.get(whole.partition) ?? whole.start;
        const next = whole.start + Math.floor((whole.end - whole.start) * part);
        if (next <= from) return [];
        at.set(whole.partition, next);
        return [chunkOf(whole, from, next)];
      });
      planInto(store, [chunks]);
      if (!reopens) continue;
      store.close();
      store = openStore({ file });
    }
    const told: number[] = [];
    const { flaws } = verify(store, (part) => told.push(part));
    expect(told).toEqual(told.filter((part) => part >= 0 && part < 1).sort((a, b) => a - b));
    store.close();
    return { hashes: hashReadModel(file), flaws, file };
  }

  it('gives the same read model, and one that is proved by its records', () => {
    fc.assert(
      fc.property(anyLog, anyCuts, (drawn, cuts) => {
        const log = drawn.map(toPartition);
        const whole = ingest(log, []);
        const cut = ingest(log, cuts);
        expect(cut.hashes).toEqual(whole.hashes);
        expect([...whole.flaws, ...cut.flaws]).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  const sql = (text: string) => (db: Database.Database) => void db.exec(text);
  const row =
    (at: number, change: (row: RecordRow) => RecordRow | null) => (db: Database.Database) =>
      rewriteRecords(db, (each) => (each.place === at ? change(each) : each));
  it.each([
    [
      'a field of a user',
      sql(`UPDATE user_revision SET email = 'mallory@corp.example'`),
      'fold_differs',
    ],
    ['the last revision', sql('UPDATE user_head SET revision = 7'), 'fold_differs'],
    [
      'whose a revision is',
      sql('PRAGMA foreign_keys = OFF; UPDATE user_revision SET user = 7 WHERE version = 1'),
      'fold_differs',
    ],
    [
      'nothing, but adds a revision',
      sql(`INSERT INTO user_revision SELECT 9000, user, 7, status, username, email, display_name,
        attributes, login_count, last_login_at, created_at, updated_at, deleted_at, version
        FROM user_revision WHERE version = 1`),
      'fold_differs',
    ],
    [
      'nothing, but gives a role between two events of a user',
      sql('INSERT INTO assignment SELECT user, role, 500, 501 FROM assignment'),
      'fold_differs',
    ],
    ['since when a role is held', sql('UPDATE assignment SET place = 1098'), 'fold_differs'],
    ['until when a role was held', sql('UPDATE assignment SET until = 1099'), 'fold_differs'],
    [
      'which role was held',
      sql('PRAGMA foreign_keys = OFF; UPDATE assignment SET role = 7'),
      'fold_differs',
    ],
    ['a count of sign-ins', sql('UPDATE user_head SET login_count = 7'), 'fold_differs'],
    [
      'a stored byte',
      row(2, (each) => ({ ...each, value: bytesOf('{"userId":"u-1"}') })),
      'chain_broken',
    ],
    ['a time', row(3, (each) => ({ ...each, timestamp: each.timestamp + 1 })), 'chain_broken'],
    ['the time of an event', row(4, (each) => ({ ...each, time: each.time + 1 })), 'fold_differs'],
    ['a type', row(5, (each) => ({ ...each, type: 5 })), 'fold_differs'],
    ['a class', row(5, (each) => ({ ...each, class: 2 })), 'counts_differ'],
    ['a record', row(1023, () => null), 'counts_differ'],
    ['a block', sql('DELETE FROM block WHERE place = 768'), 'chain_broken'],
    ['packed bytes', sql('UPDATE block SET bytes = zeroblob(100) WHERE place = 0'), 'chain_broken'],
  ])('notices when somebody changes %s', (_, change, code) => {
    const slots = Array.from({ length: 1100 }, (__, id): Slot => {
      const type = { 0: 0, 500: 6, 501: 7, 1097: 4, 1098: 5 }[id] ?? 3;
      return { kind: 'event', type, user: 0, role: 0, id };
    });
    const { file, flaws } = ingest([toPartition({ start: 0, slots }, 0)], []);
    expect(flaws).toEqual([]);
    const db = new Database(file);
    change(db);
    db.close();
    const store = openStore({ file });
    expect(verify(store).flaws.map((flaw) => flaw.code)).toContain(code);
    store.close();
  });
});

function toPartition(
  { start, slots }: { start: number; slots: readonly Slot[] },
  partition: number,
): TestPartition {
  const records: LogRecord[] = [];
  const passed: {
    kind: 'control' | 'aborted';
    from: ReturnType<typeof offset>;
    next: ReturnType<typeof offset>;
  }[] = [];
  for (const [index, each] of slots.entries()) {
    const at = offset(start + index);
    if (each.kind === 'golden') {
      const golden = goldenCorpus[each.index];
      if (golden) records.push({ ...golden.record, partition, offset: at });
    } else if (each.kind === 'event') records.push(eventAt(each, { partition, at }));
    else if (each.kind !== 'hole') passed.push({ kind: each.kind, from: at, next: offset(at + 1) });
  }
  return { partition, start, end: start + slots.length, records, passed };
}

function eventAt(
  { type, user, role, id }: Extract<Slot, { kind: 'event' }>,
  { partition, at }: { partition: number; at: ReturnType<typeof offset> },
): LogRecord {
  const [userId, roleId] = [`u-${user}`, `r-${role}`];
  const name = `ada-${id % 5}`;
  const kinds: readonly (readonly [string, object])[] = [
    ['UserCreatedEvent', { userId, username: name, email: `${name}@corp.example` }],
    [
      'UserUpdatedEvent',
      { userId, changes: { displayName: id % 3 ? name : null, attributes: { id: id % 4 } } },
    ],
    ['UserDeletedEvent', { userId }],
    ['UserLoggedInEvent', { userId }],
    ['RoleAssignedToUserEvent', { userId, roleId }],
    ['RoleUnassignedFromUserEvent', { userId, roleId }],
    ['RoleCreatedEvent', { roleId, name, permissions: ['a', 'b'] }],
    ['RoleUpdatedEvent', { roleId, changes: { name } }],
    ['RoleDeletedEvent', { roleId }],
  ];
  const [kind, data] = kinds[type] as readonly [string, object];
  const isRole = type >= 6;
  return testRecord({
    ...{ partition, offset: at, timestamp: begin + at * 1_000_000 },
    key: id % 7 === 0 ? null : bytesOf(isRole ? roleId : userId),
    value: bytesOf(JSON.stringify(data)),
    headers: wireHeaders(
      cloudEventHeaders(kind, {
        ce_id: `e-${id}`,
        ce_time: new Date(begin + at * 999_999).toISOString(),
      }),
    ),
  });
}
