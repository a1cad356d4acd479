import Database from 'better-sqlite3';
import { offsetOfPlace, partitionOfPlace, toPlace } from './place.ts';
import { openStoredRows } from './write/stored-rows.ts';

const columns = [
  ...['place', 'partition', 'offset', 'tau', 'timestamp', 'timestamp_type', 'class', 'type'],
  ...['user', 'role', 'actor', 'time', 'flags', 'anomalies', 'identity', 'key', 'value', 'headers'],
];

/**
 * Lets a connection read every stored record of a read model, its own unless told, as a row of the table `stored_record`, on which the
 * view `events` stands. A question of it unpacks everything: it is for reading by hand and for
 * export. The function it gives ends that.
 */
export function registerRecords(db: Database.Database, file = db.name): () => void {
  // A connection cannot be asked while it answers: the rows come from one of their own.
  const source = new Database(file, { readonly: true });
  const rows = openStoredRows(source);
  const partitions = source
    .prepare<[], number>('SELECT partition FROM partition ORDER BY 1')
    .pluck();
  db.table('stored_record', {
    columns,
    *rows() {
      for (const partition of partitions.all()) {
        for (const row of rows(toPlace(partition, 0), toPlace(partition + 1, 0))) {
          yield [
            ...[row.place, partitionOfPlace(row.place), offsetOfPlace(row.place), row.tau],
            ...[row.timestamp, row.timestampType, row.class, row.type, row.user, row.role],
            ...[row.actor, row.time, row.flags, row.anomalies, row.identity],
            ...[row.key, row.value, row.headers],
          ];
        }
      }
    },
  });
  return () => void source.close();
}
