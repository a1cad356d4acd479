import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';

/** The columns a person can choose, in the order of the table; the name is always there. */
export const columnTitles = {
  username: 'Username',
  userId: 'User id',
  email: 'E-mail',
  status: 'Status',
  roles: 'Roles',
  loginCount: 'Sign-ins',
  lastLoginAt: 'Last sign-in',
  createdAt: 'Created',
  updatedAt: 'Last change',
  version: 'Version',
} as const;

/** A column that can be chosen. */
export type ColumnId = keyof typeof columnTitles;

/** The columns shown at first. */
export const firstColumns: readonly ColumnId[] = [
  'email',
  'status',
  'roles',
  'loginCount',
  'lastLoginAt',
];

/** The columns of the users table this person likes; kept in this browser profile. */
export const useColumns = create<{ readonly columns: readonly ColumnId[] }>()(
  persist(() => ({ columns: firstColumns }), {
    name: 'playhead.users.columns',
    storage: createJSONStorage(() => localStorage),
  }),
);

/** Shows a column, or takes it away. */
export function toggleColumn(id: ColumnId): void {
  useColumns.setState(({ columns }) => ({
    columns: columns.includes(id) ? columns.filter((one) => one !== id) : [...columns, id],
  }));
}
