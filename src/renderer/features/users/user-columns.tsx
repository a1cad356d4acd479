import type { ReactNode } from 'react';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import { StatusWord } from '../../domain-ui/status-word.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format-count.ts';
import type { CellGround } from './cell-ground.ts';
import { type ColumnId, columnTitles } from './columns-store.ts';
import { Marked } from './marked.tsx';
import { PersonCell } from './person-cell.tsx';
import { RoleTags } from './role-tags.tsx';
import styles from './users.module.css';

type Sized = Pick<Column<UserAnswer>, 'width' | 'share' | 'align'>;

const sizes: { readonly [Id in ColumnId | 'name']: Sized } = {
  name: { share: 1.2 },
  username: { share: 1 },
  userId: { share: 1 },
  email: { share: 1.45 },
  status: { width: 68 },
  roles: { share: 2.2 },
  loginCount: { width: 70, align: 'end' },
  lastLoginAt: { width: 106, align: 'end' },
  createdAt: { width: 106, align: 'end' },
  updatedAt: { width: 106, align: 'end' },
  version: { width: 70, align: 'end' },
};

// Of the room, the padding of rows, and of cells.
const rowPaddingPx = 16;
const cellPaddingPx = 12;

/** The columns of the table: the name, then what the person chose. */
export function userColumns(chosen: readonly ColumnId[], ground: CellGround): Column<UserAnswer>[] {
  const ids = (Object.keys(columnTitles) as ColumnId[]).filter((id) => chosen.includes(id));
  const rolesWidth = widthOf('roles', ['name', ...ids], ground.width) - cellPaddingPx;
  const name: Column<UserAnswer> = {
    id: 'name',
    header: 'Name',
    ...sizes.name,
    cell: (user) => <PersonCell user={user} />,
  };
  const others = ids.map((id) => ({
    id,
    header: columnTitles[id],
    ...sizes[id],
    cell: (user: UserAnswer) => cellOf(id, user, { ...ground, width: rolesWidth }),
  }));
  return [name, ...others];
}

function widthOf(id: ColumnId, shown: readonly (ColumnId | 'name')[], room: number): number {
  const fixed = shown.reduce((sum, one) => sum + (sizes[one].width ?? 0), 0);
  const shares = shown.reduce((sum, one) => sum + (sizes[one].share ?? 0), 0);
  return ((room - rowPaddingPx - fixed) * (sizes[id].share ?? 0)) / (shares || 1);
}

function cellOf(id: ColumnId, user: UserAnswer, ground: CellGround) {
  const marked = (content: ReactNode) => (
    <Marked userId={user.userId} field={id}>
      {content}
    </Marked>
  );
  switch (id) {
    case 'roles':
      return <RoleTags user={user} {...ground} />;
    case 'status':
      return marked(<StatusWord status={user.status} />);
    case 'userId':
      return <span className={styles['mono']}>{user.userId}</span>;
    case 'loginCount':
    case 'version':
      return marked(formatCount(user[id]));
    case 'lastLoginAt':
    case 'createdAt':
    case 'updatedAt':
      return marked(timeIn(user[id], ground.year));
    default:
      return marked(<span className={styles['second']}>{user[id] ?? '–'}</span>);
  }
}

function timeIn(time: string | null, year: number | null) {
  if (time === null) return <span className={styles['none']}>–</span>;
  const isThisYear = new Date(time).getUTCFullYear() === year;
  return (
    <span className={styles['second']}>
      <TimeText time={time} style={isThisYear ? 'table' : 'day'} />
    </span>
  );
}
