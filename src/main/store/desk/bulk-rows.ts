import type Database from 'better-sqlite3';
import type { BulkChange } from '../../../shared/contract/bulks.ts';

/** What a bulk asks for, as it was given. */
export type BulkWish = {
  readonly change: BulkChange;
  readonly actor: string;
  readonly reason: string;
  readonly ticket: string | null;
  /** The cut token the person looked at. */
  readonly basis: string | null;
};

/** A bulk as the desk keeps it. */
export type StoredBulk = BulkWish & {
  readonly bulkId: string;
  readonly isStopped: boolean;
  /** Ms since 1970. */
  readonly startedAt: number;
};

/** A line: its user, and the command that stands for it. */
export type StoredLine = {
  readonly n: number;
  readonly userId: string;
  readonly commandId: string;
};

/** The bulks of a workspace. Every write is on disk when it returns. */
export type BulkRows = {
  find(bulkId: string): StoredBulk | null;
  /** Bulks, newest first; at most a hundred. */
  list(): readonly StoredBulk[];
  /** Stores a bulk with its lines, all or nothing. */
  add(bulk: StoredBulk, lines: readonly StoredLine[]): void;
  lines(bulkId: string): readonly StoredLine[];
  /** Gives a line another command. */
  replace(bulkId: string, line: StoredLine): void;
  mark(bulkId: string, isStopped: boolean): void;
};

type Row = { id: string; card: string; is_stopped: number; started_at: number };

const columns = 'id, card, is_stopped, started_at';

/** Opens the bulks in desk.db. */
export function openBulkRows(db: Database.Database): BulkRows {
  const find = db.prepare<[string], Row>(`SELECT ${columns} FROM bulk WHERE id = ?`);
  const list = db.prepare<[], Row>(
    `SELECT ${columns} FROM bulk ORDER BY started_at DESC, id LIMIT 100`,
  );
  const add = db.prepare(`INSERT INTO bulk (${columns}) VALUES (?, ?, ?, ?)`);
  const addLine = db.prepare('INSERT INTO bulk_line (bulk, n, user, command) VALUES (?, ?, ?, ?)');
  const lines = db.prepare<[string], StoredLine>(
    'SELECT n, user AS userId, command AS commandId FROM bulk_line WHERE bulk = ? ORDER BY n',
  );
  const replace = db.prepare('UPDATE bulk_line SET command = ? WHERE bulk = ? AND n = ?');
  const mark = db.prepare('UPDATE bulk SET is_stopped = ? WHERE id = ?');
  return {
    find: (bulkId) => {
      const row = find.get(bulkId);
      return row ? storedBulk(row) : null;
    },
    list: () => list.all().map(storedBulk),
    add: db.transaction((bulk: StoredBulk, all: readonly StoredLine[]) => {
      const { bulkId, isStopped, startedAt, ...wish } = bulk;
      add.run(bulkId, JSON.stringify(wish), Number(isStopped), startedAt);
      for (const { n, userId, commandId } of all) addLine.run(bulkId, n, userId, commandId);
    }),
    lines: (bulkId) => lines.all(bulkId),
    replace: (bulkId, { n, commandId }) => {
      replace.run(commandId, bulkId, n);
    },
    mark: (bulkId, isStopped) => {
      mark.run(Number(isStopped), bulkId);
    },
  };
}

function storedBulk({ id, card, is_stopped, started_at }: Row): StoredBulk {
  const wish = JSON.parse(card) as BulkWish;
  return { bulkId: id, ...wish, isStopped: is_stopped === 1, startedAt: started_at };
}
