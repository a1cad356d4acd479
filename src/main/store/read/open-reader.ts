import Database from 'better-sqlite3';
import type { Memory, Reader, Snapshot, SqlValue } from './snapshot.ts';

type Mode = 'rows' | 'tuples' | 'value';
type Statement = Database.Statement<SqlValue[], unknown>;

/** Which read model, and how many KiB of its pages are kept in memory at most (64 MiB unless told). */
export type ReaderPlace = { readonly file: string; readonly cacheKib?: number };

/** Opens the read model `file` read-only; the writer must have made it. Throws where it cannot be opened. */
export function openReader({ file, cacheKib = 65_536 }: ReaderPlace): Reader {
  const db = new Database(file, { readonly: true, fileMustExist: true });
  db.pragma('busy_timeout = 5000');
  db.pragma('trusted_schema = OFF');
  db.pragma('query_only = ON');
  db.pragma(`cache_size = -${cacheKib}`);
  db.pragma('temp_store = MEMORY');
  return readerOver(db);
}

function readerOver(db: Database.Database): Reader {
  const begin = db.prepare('BEGIN');
  const commit = db.prepare('COMMIT');
  const dataVersion = db.prepare('PRAGMA data_version').pluck();
  const moment: Moment = { isOpen: false, version: 0 };
  const snapshot = snapshotOver(db, moment);
  return {
    withSnapshot(ask) {
      if (moment.isOpen) throw new Error('A question was asked inside another.');
      begin.run();
      moment.isOpen = true;
      try {
        // The first statement starts the transaction; the version it sees is that of the whole question.
        moment.version = dataVersion.get() as number;
        return ask(snapshot);
      } finally {
        moment.isOpen = false;
        commit.run();
      }
    },
    close: () => {
      db.close();
    },
  };
}

type Moment = { isOpen: boolean; version: number };

function snapshotOver(db: Database.Database, moment: Moment): Snapshot {
  const statements = openStatements(db, moment);
  const memories = new Map<Memory<unknown>, { version: number; value: unknown }>();
  const snapshot: Snapshot = {
    first: <Row>(sql: string, ...values: SqlValue[]) =>
      statements('rows', sql).get(...values) as Row | undefined,
    all: <Row>(sql: string, ...values: SqlValue[]) =>
      statements('rows', sql).all(...values) as Row[],
    tuples: <Row>(sql: string, ...values: SqlValue[]) =>
      statements('tuples', sql).all(...values) as Row[],
    walk: <Row>(sql: string, ...values: SqlValue[]) =>
      statements('tuples', sql).iterate(...values) as IterableIterator<Row>,
    value: <Value>(sql: string, ...values: SqlValue[]) =>
      statements('value', sql).get(...values) as Value | undefined,
    kept<Value>(memory: Memory<Value>): Value {
      const known = memories.get(memory as Memory<unknown>);
      if (known?.version === moment.version) return known.value as Value;
      const value = memory.refresh(snapshot, known?.value as Value | undefined);
      memories.set(memory as Memory<unknown>, { version: moment.version, value });
      return value;
    },
  };
  return snapshot;
}

/** Statements prepared once; refuses those that could write, and questions outside a snapshot. */
function openStatements(db: Database.Database, moment: Moment) {
  const known: Record<Mode, Map<string, Statement>> = {
    rows: new Map(),
    tuples: new Map(),
    value: new Map(),
  };
  return (mode: Mode, sql: string): Statement => {
    if (!moment.isOpen) throw new Error('A question was asked outside a snapshot.');
    const found = known[mode].get(sql);
    if (found) return found;
    const made = db.prepare<SqlValue[], unknown>(sql);
    if (!made.readonly || !made.reader) throw new Error(`Not a question: ${sql}`);
    if (mode === 'tuples') made.raw();
    if (mode === 'value') made.pluck();
    known[mode].set(sql, made);
    return made;
  };
}
