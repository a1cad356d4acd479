import Database from 'better-sqlite3';
import { eventTypes } from '../../shared/domain/events.ts';
import { classCode } from './record-codes.ts';
import { registerRecords } from './register-records.ts';

const copied = [
  ...['partition', 'subject', 'role_revision', 'assignment', 'passed', 'quarantine', 'chain'],
  'meta',
];

const namesOf = (names: readonly string[], from = 0) =>
  names.map((name, at) => `WHEN ${at + from} THEN '${name}'`).join(' ');

/** Values are told as text where they are UTF-8, which JSON is; bytes that are not stay as they are. */
const eventsSql = `CREATE TABLE events AS
  SELECT r.partition, r.offset, r.tau, r.timestamp, r.time,
    CASE r.class ${namesOf(Object.keys(classCode))} END AS class,
    CASE r.type ${namesOf(eventTypes)} END AS type,
    u.id AS user, o.id AS role, a.id AS actor, r.flags, r.anomalies,
    CASE WHEN json_valid(CAST(r.value AS TEXT)) THEN CAST(r.value AS TEXT) ELSE r.value END AS value,
    r.key, r.headers
  FROM stored_record r LEFT JOIN model.subject u ON u.number = r.user
    LEFT JOIN model.subject o ON o.number = r.role LEFT JOIN model.subject a ON a.number = r.actor`;

/**
 * Writes a read model as tables of plain rows into a new file: `events`, `users_now`, and the
 * temporal tables as they are. Times are ms since 1970. Throws where a file cannot be read or written.
 */
export function writePlainCopy(
  model: string,
  target: string,
): { readonly events: number; readonly users: number } {
  const db = new Database(target);
  const unregister = registerRecords(db, model);
  try {
    db.prepare('ATTACH ? AS model').run(model);
    return db.transaction(() => {
      for (const table of copied) db.exec(`CREATE TABLE ${table} AS SELECT * FROM model.${table}`);
      db.exec('CREATE TABLE user_revision AS SELECT * FROM model.user_interval');
      db.exec(eventsSql);
      db.exec('CREATE TABLE users_now AS SELECT * FROM model.users_now');
      const count = (table: string) =>
        db.prepare<[], number>(`SELECT count(*) FROM ${table}`).pluck().get() ?? 0;
      return { events: count('events'), users: count('users_now') };
    })();
  } finally {
    db.close();
    unregister();
  }
}
