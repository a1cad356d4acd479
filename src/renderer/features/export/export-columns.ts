import type { Entry } from '../../../shared/contract/entries.ts';
import type { UserAnswer } from '../../../shared/contract/users.ts';

type Cell = string | number | null;

/** A column of CSV: its name, and its cell of a row. */
export type ExportColumn<Row> = { readonly name: string; readonly cell: (row: Row) => Cell };

/** Users as CSV. */
export const userColumns: readonly ExportColumn<UserAnswer>[] = [
  ...plain<UserAnswer>()('userId', 'username', 'email', 'displayName', 'status'),
  { name: 'roles', cell: ({ roles }) => roles.join(' ') },
  ...plain<UserAnswer>()('loginCount', 'lastLoginAt', 'createdAt', 'updatedAt', 'deletedAt'),
  ...plain<UserAnswer>()('version'),
  { name: 'attributes', cell: ({ attributes }) => attributes && JSON.stringify(attributes) },
];

/** A history as CSV. */
export const historyColumns: readonly ExportColumn<Entry>[] = [
  ...plain<Entry>()('partition', 'offset', 'time', 'recordTime', 'type', 'userId', 'roleId'),
  ...plain<Entry>()('actor', 'reason', 'ticket', 'eventId', 'outcome'),
  { name: 'anomalies', cell: ({ anomalies }) => anomalies.join(' ') },
  { name: 'flags', cell: ({ flags }) => flags.join(' ') },
  { name: 'changed', cell: ({ changed }) => JSON.stringify(changed) },
  ...plain<Entry>()('fault'),
];

function plain<Row>() {
  type Name = { [Key in keyof Row]: Row[Key] extends Cell ? Key : never }[keyof Row] & string;
  return (...names: Name[]): ExportColumn<Row>[] =>
    names.map((name) => ({ name, cell: (row) => row[name] as Cell }));
}
