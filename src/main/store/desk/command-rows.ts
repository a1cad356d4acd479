import type Database from 'better-sqlite3';
import type { Receipt, ReceiptFilter } from '../../../shared/contract/commands.ts';
import { searchedText } from './searched-text.ts';

/** Which receipts, and which page: `after` is the cursor of the page before, `search` in lower case. */
export type CommandFilter = {
  readonly limit: number;
  readonly after: string | null;
  readonly status: ReceiptFilter;
  readonly search: string | null;
};

/** A page of receipts, newest first; `total` counts all that match, `ofAll` all there are. */
export type CommandPage = {
  readonly receipts: readonly Receipt[];
  readonly total: number;
  readonly ofAll: Readonly<Record<ReceiptFilter, number>>;
  readonly after: string | null;
};

/** The receipts of a workspace. */
export type CommandRows = {
  find(commandId: string): Receipt | null;
  /** Inserts the receipt or replaces it, on disk when it returns; `now` in ms since 1970 says when it was first stored. */
  save(receipt: Receipt, now: number): void;
  /**
   * Like `save`, but nobody waits for it: it is stored in a moment, and before anything else is
   * asked here. For what the log tells as well, should the app or the machine stop in that moment.
   */
  note(receipt: Receipt, now: number): void;
  list(filter: CommandFilter): CommandPage;
  /** Receipts of commands whose end is not known yet, oldest first. */
  inFlight(): readonly Receipt[];
  /** Stores what was noted; throws where that fails, and keeps it. */
  flush(): void;
};

type Row = { id: string; receipt: string; stored_at: number };

const inFlightSql = `status IN ('sent', 'appended', 'unknown')`;
const statusSql: { readonly [Filter in ReceiptFilter]: string } = {
  all: '1',
  in_flight: inFlightSql,
  confirmed: `status = 'confirmed'`,
  raced: `status = 'raced'`,
  refused: `status = 'refused'`,
};

/** Opens the receipts in desk.db. */
export function openCommandRows(db: Database.Database): CommandRows {
  db.function('searched_text', { deterministic: true }, (receipt) =>
    searchedText(parsed(String(receipt))),
  );
  const find = db.prepare<[string], string>('SELECT receipt FROM command WHERE id = ?').pluck();
  const save = db.prepare(
    `INSERT INTO command (id, status, receipt, bulk, stored_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, receipt = excluded.receipt`,
  );
  const write = (receipt: Receipt, now: number): void => {
    const { commandId, status, bulkId } = receipt;
    save.run(commandId, status, JSON.stringify(receipt), bulkId, now);
  };
  const inFlight = db
    .prepare<[], string>(`SELECT receipt FROM command WHERE ${inFlightSql} ORDER BY stored_at, id`)
    .pluck();
  const rows = {
    find: (commandId: string) => {
      const receipt = find.get(commandId);
      return receipt === undefined ? null : parsed(receipt);
    },
    save: write,
    list: (filter: CommandFilter) => listed(db, filter),
    inFlight: () => inFlight.all().map(parsed),
  };
  return withNotes(db, rows);
}

type Rows = Omit<CommandRows, 'note' | 'flush'>;

/** The rows, and what is still to be written to them. */
function withNotes(db: Database.Database, rows: Rows): CommandRows {
  const noted = new Map<string, { readonly receipt: Receipt; readonly now: number }>();
  const flush = (): void => {
    if (noted.size === 0) return;
    db.pragma('synchronous = NORMAL');
    try {
      for (const [id, { receipt, now }] of noted) {
        rows.save(receipt, now);
        noted.delete(id);
      }
    } finally {
      db.pragma('synchronous = FULL');
    }
  };
  const flushQuietly = (): void => {
    try {
      flush();
    } catch {
      // It stays noted: whoever asks next hears of it, and so does the next start, from the log.
    }
  };
  const flushed = <Given extends unknown[], Answer>(work: (...given: Given) => Answer) => {
    return (...given: Given): Answer => {
      flush();
      return work(...given);
    };
  };
  return {
    find: flushed(rows.find),
    save: flushed(rows.save),
    list: flushed(rows.list),
    inFlight: flushed(rows.inFlight),
    note: (receipt, now) => {
      if (noted.size === 0) setImmediate(flushQuietly);
      noted.set(receipt.commandId, { receipt, now });
    },
    flush,
  };
}

function listed(
  db: Database.Database,
  { limit, after, status, search }: CommandFilter,
): CommandPage {
  const matches = `${statusSql[status]} AND (@search IS NULL OR instr(searched_text(receipt), @search) > 0)`;
  const [storedAt, id] = after === null ? [null, null] : cursorOf(after);
  const rows = db
    .prepare<object, Row>(
      `SELECT id, receipt, stored_at FROM command
       WHERE ${matches} AND (@id IS NULL OR (stored_at, id) < (@storedAt, @id))
       ORDER BY stored_at DESC, id DESC LIMIT @limit`,
    )
    .all({ search, storedAt, id, limit: limit + 1 });
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  const total = db
    .prepare<object, number>(`SELECT count(*) FROM command WHERE ${matches}`)
    .pluck()
    .get({ search });
  return {
    receipts: shown.map(({ receipt }) => parsed(receipt)),
    total: total ?? 0,
    ofAll: countAll(db),
    after: last ? `${last.stored_at}:${last.id}` : null,
  };
}

function countAll(db: Database.Database): CommandPage['ofAll'] {
  const rows = db
    .prepare<[], { status: string; n: number }>(
      'SELECT status, count(*) AS n FROM command GROUP BY status',
    )
    .all();
  const of = (...names: readonly string[]) =>
    rows.filter(({ status }) => names.includes(status)).reduce((sum, { n }) => sum + n, 0);
  return {
    all: rows.reduce((sum, { n }) => sum + n, 0),
    in_flight: of('sent', 'appended', 'unknown'),
    confirmed: of('confirmed'),
    raced: of('raced'),
    refused: of('refused'),
  };
}

/** Reads a cursor; one that was not made here finds nothing. */
function cursorOf(after: string): readonly [number, string] {
  const at = after.indexOf(':');
  const storedAt = Number(after.slice(0, at));
  return at > 0 && Number.isSafeInteger(storedAt) ? [storedAt, after.slice(at + 1)] : [-1, ''];
}

function parsed(receipt: string): Receipt {
  return JSON.parse(receipt) as Receipt;
}
