import Database from 'better-sqlite3';

/** Why the read model cannot be written. `fatal` ones need a person; the others are tried again. */
export type StoreFault = {
  readonly code:
    | 'disk_full'
    | 'disk_failed'
    | 'disk_read_only'
    | 'store_busy'
    | 'store_newer'
    | 'store_corrupt'
    | 'checkpoint_moved'
    | 'engine_too_old';
  readonly text: string;
  readonly fatal: boolean;
};

/** Carries a fault of the store. Nothing of the batch it interrupted was written. */
export class StoreFaultError extends Error {
  readonly fault: StoreFault;

  constructor(fault: StoreFault, options?: ErrorOptions) {
    super(fault.text, options);
    this.name = 'StoreFaultError';
    this.fault = fault;
  }
}

const troubles: readonly (readonly [prefix: string, fault: StoreFault])[] = [
  [
    'SQLITE_FULL',
    {
      code: 'disk_full',
      text: 'The disk is full. Nothing was lost: free some space and reading goes on by itself.',
      fatal: false,
    },
  ],
  [
    'SQLITE_IOERR',
    {
      code: 'disk_failed',
      text: 'The disk did not take what was written. Check the disk; reading is tried again by itself.',
      fatal: false,
    },
  ],
  [
    'SQLITE_READONLY',
    {
      code: 'disk_read_only',
      text: 'The workspace folder cannot be written. Give leave to write it; reading is tried again by itself.',
      fatal: false,
    },
  ],
  [
    'SQLITE_BUSY',
    {
      code: 'store_busy',
      text: 'Another program holds the read model. Close it; reading is tried again by itself.',
      fatal: false,
    },
  ],
  ['SQLITE_CORRUPT', corrupt()],
  ['SQLITE_NOTADB', corrupt()],
];

function corrupt(): StoreFault {
  return {
    code: 'store_corrupt',
    text: 'The read model is damaged. Close and open the workspace: it is set aside and built anew from the log.',
    fatal: true,
  };
}

/** Names SQLite's troubles; whatever else was thrown is a bug and stays what it is. */
export function asStoreFault(thrown: unknown): unknown {
  if (!(thrown instanceof Database.SqliteError)) return thrown;
  const found = troubles.find(([prefix]) => thrown.code.startsWith(prefix));
  return found ? new StoreFaultError(found[1], { cause: thrown }) : thrown;
}
