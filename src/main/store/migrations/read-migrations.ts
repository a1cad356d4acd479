import type { Migration } from './migrate.ts';
import { read001 } from './read-001.ts';
import { rowsToColumns } from './rows-to-columns.ts';

/** The layouts of the read model in order; a database holds how many of them it has been through. */
export const readMigrations: readonly (string | Migration)[] = [read001, rowsToColumns];
