import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { RoleTag } from '../../domain-ui/role-tag.tsx';
import { StatusWord } from '../../domain-ui/status-word.tsx';
import type { Column } from '../../ui/data-table.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { isDangling } from './filter-roles.ts';
import styles from './roles.module.css';

/** The columns of the roles. */
export const roleColumns: readonly Column<RoleAnswer>[] = [
  { id: 'name', header: 'Name', width: 168, cell: (role) => <RoleName role={role} /> },
  {
    id: 'id',
    header: 'Id',
    share: 2,
    cell: ({ roleId }) => (
      <span className={styles['mono']} title={roleId}>
        {roleId}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    width: 76,
    cell: ({ status }) => <StatusWord status={status} />,
  },
  {
    id: 'permissions',
    header: 'Permissions',
    share: 4,
    cell: ({ permissions }) => <Permissions permissions={permissions} />,
  },
  {
    id: 'holders',
    header: 'Holders',
    width: 76,
    align: 'end',
    cell: ({ holders }) => formatCount(holders),
  },
];

function RoleName({ role }: { readonly role: RoleAnswer }) {
  const isPrivileged = role.privileged && role.status === 'active';
  return (
    <RoleTag
      name={role.name ?? role.roleId}
      privileged={isPrivileged}
      dangling={isDangling(role)}
    />
  );
}

function Permissions({ permissions }: { readonly permissions: readonly string[] }) {
  const list = permissions.join(', ');
  return (
    <span title={list}>
      <span className={styles['count']}>{permissions.length}</span>
      <span className={styles['permissions']}>{list}</span>
    </span>
  );
}
