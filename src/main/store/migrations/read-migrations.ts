import { read001 } from './read-001.ts';

/** The layouts of the read model in order; a database holds how many of them it has been through. */
export const readMigrations: readonly string[] = [read001];
