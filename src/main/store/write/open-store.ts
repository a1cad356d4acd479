import type Database from 'better-sqlite3';
import type { LogIdentity, PartitionBounds } from '../../log/log-port.ts';
import { type Checkpoint, openCheckpoints } from './checkpoints.ts';
import { type Audit, openAudit } from './open-audit.ts';
import { openSound, setMeta } from './open-file.ts';
import { packBatch } from './packed-batch.ts';
import type { PlannedBatch } from './planned-batch.ts';
import { asStoreFault } from './store-fault.ts';
import { openStoredRecords, type StoredRecords } from './stored-records.ts';
import { openStoredRows } from './stored-rows.ts';
import { openStoredStates, type StoredStates } from './stored-states.ts';
import { prepareCommit } from './write-batch.ts';

/** The read model's one writer. Methods throw `StoreFaultError` where the disk or the file fails. */
export type Store = {
  readonly file: string;
  /** Where a damaged read model was put before this one was begun; null where there was none. */
  readonly setAside: string | null;
  /** The identity of the log the model was read from; null before the first. */
  identity(): string | null;
  /** Remembers the log, and begins partitions never read before at their log start. */
  adopt(identity: LogIdentity, bounds: readonly PartitionBounds[]): void;
  /** Every partition's checkpoint, ascending. */
  checkpoints(): readonly Checkpoint[];
  readonly states: StoredStates;
  readonly records: StoredRecords;
  readonly audit: Audit;
  /**
   * Writes a batch whole or not at all; `checkpoint_moved` where it does not go on from the
   * checkpoint. A store that writes in a thread of its own resolves once it is written.
   */
  commit(batch: PlannedBatch): void | Promise<void>;
  /** Ends cleanly; a thread that writes is waited for. */
  close(): void | Promise<void>;
};

/** Where the read model lies, and who hears how far it was brought to the layout of today, 0 to 100. */
export type StorePlace = {
  readonly file: string;
  readonly onMigration?: (percent: number) => void;
};

/** Opens or makes the read model `file`. Throws `StoreFaultError`: `store_newer`, `engine_too_old`, or the disk's. */
export function openStore({ file, onMigration = () => {} }: StorePlace): Store {
  try {
    const { db, setAside } = openSound(file, onMigration);
    return storeOver(db, file, setAside);
  } catch (thrown) {
    throw asStoreFault(thrown);
  }
}

function storeOver(db: Database.Database, file: string, setAside: string | null): Store {
  const commit = prepareCommit(db);
  const checkpoints = openCheckpoints(db);
  const states = openStoredStates(db);
  const rows = openStoredRows(db);
  const inTransaction = (work: () => void) => {
    try {
      db.transaction(work).immediate();
    } catch (thrown) {
      throw asStoreFault(thrown);
    }
  };
  return {
    file,
    setAside,
    identity: checkpoints.identity,
    adopt: (identity, bounds) => inTransaction(() => checkpoints.adopt(identity, bounds)),
    checkpoints: checkpoints.list,
    states,
    records: openStoredRecords(db, rows),
    audit: openAudit(db, { states, rows }),
    commit: (batch) => {
      try {
        commit(packBatch(batch));
      } catch (thrown) {
        throw asStoreFault(thrown);
      }
    },
    close() {
      setMeta(db, 'stopped', 'cleanly');
      db.close();
    },
  };
}
