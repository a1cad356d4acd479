import type Database from 'better-sqlite3';
import { commandSource } from '../../codec/command-source.ts';
import type { RecordRow } from '../layout/record-row.ts';
import { addRecord, bytesInRun, emptyRun } from '../layout/record-run.ts';
import { toPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import { type BlockPacker, prepareRecords } from '../write/write-records.ts';
import { packFrames } from './framed-block.ts';
import type { Migration } from './migrate.ts';
import { read002, read002End } from './read-002.ts';

/** How many rows are turned into columns at once. */
const atOnce = 16_384;
// The first layout kept 53 bits of an identity's hash; the second keeps the 48 a column holds.
const shorterIdentity = (identity: number | null) =>
  identity === null ? null : Math.floor(identity / 2 ** 37) * 2 ** 32 + (identity % 2 ** 32);

/** From the first layout to the second, out of what is stored: the log is not asked, it may have forgotten. */
export const rowsToColumns: Migration = (db, tell) => {
  db.exec(read002);
  moveRecords(db, tell);
  noteHeads(db);
  noteIdentities(db);
  noteCommandEvents(db);
  db.exec(`UPDATE passed SET tau = coalesce((SELECT tau FROM record r WHERE r.place < passed.place
      AND r.place >= passed.place >> 40 << 40 ORDER BY r.place DESC LIMIT 1), 0);
    UPDATE quarantine SET key = (SELECT key FROM record r WHERE r.place = quarantine.place);`);
  db.exec(read002End);
};

const framed: BlockPacker = (run, { from, to }) =>
  packFrames(Array.from({ length: to - from }, (_, row) => bytesInRun(run, from + row)));

function moveRecords(db: Database.Database, tell: (percent: number) => void): void {
  const write = prepareRecords(db, framed);
  const partitions = db.prepare<[], number>('SELECT partition FROM partition').pluck().all();
  const total = db.prepare<[], number>('SELECT count(*) FROM record').pluck().get() ?? 0;
  const some = db.prepare<number[], RecordRow>(`SELECT place, tau, timestamp,
      timestamp_type AS timestampType, class, type, user, role, actor, time, flags, anomalies,
      identity, key, value, headers
    FROM record WHERE place >= ? AND place < ? ORDER BY place LIMIT ${atOnce}`);
  let moved = 0;
  for (const partition of partitions) {
    let from = toPlace(partition, 0);
    for (;;) {
      const rows = some.all(from, toPlace(partition + 1, 0));
      const last = rows.at(-1);
      if (!last) break;
      const run = emptyRun();
      for (const row of rows) addRecord(run, { ...row, identity: shorterIdentity(row.identity) });
      write(run);
      from = last.place + 1;
      moved += rows.length;
      tell((100 * moved) / total);
    }
  }
}

function noteHeads(db: Database.Database): void {
  db.exec(`INSERT INTO user_head
    SELECT user, place >> 40, max(place), login_count, last_login_at, updated_at, version
    FROM user_touch GROUP BY user, place >> 40`);
}

function noteIdentities(db: Database.Database): void {
  const again = db.prepare<[], number>(`SELECT identity FROM record WHERE identity IS NOT NULL
    GROUP BY identity HAVING count(*) > 1`);
  const note = db.prepare('INSERT OR IGNORE INTO identity_again VALUES (?)');
  for (const identity of again.pluck().all()) note.run(shorterIdentity(identity));
}

function noteCommandEvents(db: Database.Database): void {
  // Whoever looks one up reads the record itself: that the source stands somewhere is enough.
  const written = db.prepare<[number, string], { identity: number; place: number }>(`
    SELECT identity, place FROM record WHERE class = ? AND instr(headers, CAST(? AS BLOB)) > 0`);
  const note = db.prepare('INSERT INTO command_event VALUES (?, ?)');
  for (const { identity, place } of written.all(classCode.event, commandSource)) {
    note.run(shorterIdentity(identity), place);
  }
}
