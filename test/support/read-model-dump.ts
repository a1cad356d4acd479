import { createHash } from 'node:crypto';
import Database from 'better-sqlite3';
import { flagBit } from '../../src/main/store/record-codes.ts';
import { registerRecords } from '../../src/main/store/register-records.ts';

/**
 * What each table says in keyed order: subjects by their ids, so that numbers given in another
 * order make no difference, and nothing of when or in which batches it was read (bounds of the
 * log, `late_tick`, where a gap was split), nor what an older program did not write (`unexplained`).
 */
const tables: Readonly<Record<string, string>> = {
  meta: `SELECT key, value FROM meta WHERE key IN ('identity', 'topic') ORDER BY key`,
  partition: `SELECT partition, start, next, record_next, tau, truncated, event, duplicate,
    unknown_type, tombstone, quarantined, control, aborted, gap, anomaly
    FROM partition ORDER BY partition`,
  subject: 'SELECT kind, id FROM subject ORDER BY kind, id',
  record: `SELECT place, tau, timestamp, timestamp_type, class, type, u.id, r.id, a.id, time,
    flags & ~${flagBit.late_tick | flagBit.unexplained}, anomalies, identity, key, value, headers
    FROM stored_record LEFT JOIN subject u ON u.number = user LEFT JOIN subject r ON r.number = role
    LEFT JOIN subject a ON a.number = actor ORDER BY place`,
  passed: 'SELECT place, until, class, tau FROM passed ORDER BY place',
  quarantine: 'SELECT * FROM quarantine ORDER BY place',
  user_revision: `SELECT id, place, until, status, username, email, display_name, attributes,
    login_count, last_login_at, created_at, updated_at, deleted_at, version
    FROM user_interval JOIN subject ON number = user ORDER BY id, place`,
  user_head: `SELECT id, partition, r.place, h.place, h.login_count, h.last_login_at, h.updated_at,
    h.version FROM user_head h JOIN user_revision r ON r.revision = h.revision
    JOIN subject ON number = h.user ORDER BY id, partition`,
  assignment: `SELECT u.id, r.id, place, until FROM assignment JOIN subject u ON u.number = user
    JOIN subject r ON r.number = role ORDER BY u.id, r.id, place`,
  role_revision: `SELECT id, place, until, status, name, description, permissions, created_at,
    updated_at, deleted_at, version FROM role_revision JOIN subject ON number = role
    ORDER BY id, place`,
  split_subject: `SELECT kind, id FROM split_subject JOIN subject ON number = subject
    ORDER BY kind, id`,
  command_event: 'SELECT identity, place FROM command_event ORDER BY identity, place',
  identity_again: 'SELECT identity FROM identity_again ORDER BY identity',
  chain: 'SELECT partition, range, records, digest, link FROM chain ORDER BY partition, range',
};

const gap = 7;
const control = 5;

/** The SHA-256 of every table of a read model, canonically dumped: equal models have equal hashes. */
export function hashReadModel(file: string): Readonly<Record<string, string>> {
  const db = new Database(file, { readonly: true });
  const unregister = registerRecords(db);
  try {
    return Object.fromEntries(
      Object.entries(tables).map(([table, sql]) => {
        const rows = db.prepare(sql).raw().iterate() as IterableIterator<unknown[]>;
        return [table, hashRows(table === 'passed' ? joined(rows) : rows)];
      }),
    );
  } finally {
    db.close();
    unregister();
  }
}

function hashRows(rows: Iterable<unknown[]>): string {
  const hash = createHash('sha256');
  for (const row of rows) {
    hash.update(JSON.stringify(row.map(readable)));
    hash.update('\n');
  }
  return hash.digest('hex');
}

function readable(cell: unknown): unknown {
  return cell instanceof Uint8Array ? `0x${Buffer.from(cell).toString('hex')}` : cell;
}

/** Offsets passed in two batches are one range. */
function* joined(rows: Iterable<unknown[]>): Generator<unknown[]> {
  let last: [place: number, until: number, code: number, tau: number] | null = null;
  for (const [place, until, code, tau] of rows as Iterable<[number, number, number, number]>) {
    if (last && last[1] === place && last[2] === code && code >= control && code <= gap) {
      last[1] = until;
      continue;
    }
    if (last) yield last;
    last = [place, until, code, tau];
  }
  if (last) yield last;
}
