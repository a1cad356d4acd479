import Database from 'better-sqlite3';
import { read001 } from '../../src/main/store/migrations/read-001.ts';
import { flagBit } from '../../src/main/store/record-codes.ts';
import { registerRecords } from '../../src/main/store/register-records.ts';
import { isTouch } from '../../src/main/store/touches.ts';

const kept = ['meta', 'subject', 'assignment', 'role_revision', 'split_subject', 'chain'];

/** Writes what a read model holds into a new file, as the first layout of the program kept it. */
export function copyAsRows(from: string, to: string): void {
  const source = new Database(from, { readonly: true });
  const unregister = registerRecords(source);
  const target = new Database(to);
  target.exec(read001);
  target.pragma('user_version = 1');
  target.transaction(() => {
    for (const table of kept) copy(source, target, `SELECT * FROM ${table}`, table);
    const revision = `SELECT user, place, until, status, username, email, display_name, attributes,
      login_count, last_login_at, created_at, updated_at, deleted_at, version FROM user_interval`;
    copy(source, target, revision, 'user_revision');
    copy(source, target, 'SELECT * FROM partition', 'partition');
    copy(source, target, 'SELECT place, until, class FROM passed', 'passed');
    const quarantine =
      'SELECT place, until, reason, text, decoder, bytes, value_length, value_sha256';
    copy(source, target, `${quarantine} FROM quarantine`, 'quarantine');
    const record = `SELECT place, tau, timestamp, timestamp_type, class, type, user, role, actor, time,
      flags & ~${flagBit.unexplained}, anomalies, CASE WHEN identity IS NULL THEN NULL ELSE
        (identity >> 32 << 37) + (identity & 0xffffffff) END, key, value, headers FROM stored_record`;
    copy(source, target, record, 'record');
    writeTouches(target);
  })();
  target.close();
  source.close();
  unregister();
}

function copy(
  source: Database.Database,
  target: Database.Database,
  sql: string,
  table: string,
): void {
  const rows = source.prepare(sql).raw().all() as unknown[][];
  const marks = Array.from({ length: rows[0]?.length ?? 0 }, () => '?').join(', ');
  const insert =
    rows.length === 0 ? null : target.prepare(`INSERT INTO ${table} VALUES (${marks})`);
  for (const row of rows) insert?.run(...row);
}

type Event = {
  place: number;
  user: number;
  class: number;
  type: number;
  anomalies: number;
  time: number;
};

/** A row for each sign-in and role change, as the first layout had them. */
function writeTouches(db: Database.Database): void {
  const events = db.prepare<[], Event>(`SELECT place, user, class, type, anomalies, time FROM record
    WHERE user IS NOT NULL AND class = 0 ORDER BY place`);
  const base = db.prepare(`SELECT place, login_count, last_login_at, updated_at, version
    FROM user_revision WHERE user = ? AND place < ? AND place >> 40 = ? >> 40 ORDER BY place DESC LIMIT 1`);
  const insert = db.prepare('INSERT INTO user_touch VALUES (?, ?, ?, ?, ?, ?)');
  const last = new Map<
    string,
    { at: number; logins: number; login: number | null; version: number }
  >();
  for (const event of events.all()) {
    if (!isTouch(event.class, event.type, event.anomalies)) continue;
    const found = base.get(event.user, event.place, event.place) as
      | { place: number; login_count: number; last_login_at: number | null; version: number }
      | undefined;
    if (!found) continue;
    const key = `${event.user} ${found.place}`;
    const before = last.get(key) ?? {
      ...{ at: 0, logins: found.login_count },
      ...{ login: found.last_login_at, version: found.version },
    };
    const isSignIn = event.type === 3;
    const now = {
      at: event.time,
      logins: before.logins + (isSignIn ? 1 : 0),
      login: isSignIn ? event.time : before.login,
      version: before.version + 1,
    };
    last.set(key, now);
    insert.run(event.user, event.place, now.logins, now.login, now.at, now.version);
  }
}
