import { VisuallyHidden } from '@mantine/core';
import type { CommandType } from '../../../../shared/domain/commands.ts';
import { isPrivileged } from '../../../../shared/domain/privilege.ts';
import { RoleTag } from '../../../domain-ui/role-tag.tsx';
import type { RolesHere } from '../../../domain-ui/use-roles-here.ts';
import styles from './rehearsal.module.css';
import { type RehearsedSubject, type SetItem, type StateRow, stateRows } from './state-rows.ts';

type StateTableProps = {
  readonly subject: RehearsedSubject;
  readonly roles: RolesHere;
  readonly type: CommandType;
  /** True where a rule is broken, so that nothing is written. */
  readonly isRefused: boolean;
};

/** A subject before and after, line by line; what changes is outlined. */
export function StateTable({ subject, roles, type, isRefused }: StateTableProps) {
  const permissionsOf = (roleId: string) => {
    const role = roles.byId.get(roleId);
    return role?.status === 'active' ? role.permissions : [];
  };
  const rows = stateRows(subject, permissionsOf).filter((row) => isWorthShowing(row, type));
  return (
    <table className={styles['states']}>
      <thead>
        <tr>
          <td />
          <th scope="col">Now</th>
          <th scope="col">After{isRefused && <small> · as now while a rule fails</small>}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name} data-changed={row.isChanged}>
            <th scope="row" title={row.name}>
              {row.name}
            </th>
            <Cell row={row} side="before" roles={roles} />
            <Cell row={row} side="after" roles={roles} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

// What a command cannot change is left out, but for what tells whom it is about.
function isWorthShowing({ kind, name, isChanged }: StateRow, type: CommandType): boolean {
  if (isChanged || name === 'Status' || name === 'Username' || name === 'Name') return true;
  const changesFields = type.startsWith('Create') || type.startsWith('Update');
  return changesFields ? kind === 'value' || type.endsWith('Role') : kind !== 'value';
}

type CellProps = {
  readonly row: StateRow;
  readonly side: 'before' | 'after';
  readonly roles: RolesHere;
};

function Cell({ row, side, roles }: CellProps) {
  if (row.kind === 'value') {
    const text = row[side];
    const isNew = row.isChanged && side === 'after';
    return (
      <td>
        {text === null ? (
          <span className={styles['none']}>–</span>
        ) : (
          <span className={styles['value']} data-new={isNew}>
            {text || '(empty)'}
          </span>
        )}
      </td>
    );
  }
  const hidden = side === 'before' ? 'gained' : 'lost';
  const items = row.items.filter(({ fate }) => fate !== hidden);
  return (
    <td>
      {items.length === 0 && <span className={styles['none']}>none</span>}
      <span className={styles['set']} data-kind={row.kind}>
        {items.map((item) =>
          row.kind === 'roles' ? (
            <HeldRole key={item.id} item={item} roles={roles} />
          ) : (
            <Permission key={item.id} item={item} />
          ),
        )}
      </span>
    </td>
  );
}

const signs = { kept: '', gained: '+ ', lost: '− ' } as const;

function HeldRole({ item: { id, fate }, roles }: { item: SetItem; roles: RolesHere }) {
  const role = roles.byId.get(id);
  return (
    <RoleTag
      name={`${signs[fate]}${roles.nameOf(id)}`}
      privileged={role?.privileged ?? false}
      dangling={role?.status !== 'active'}
      outlined={fate !== 'kept'}
    />
  );
}

function Permission({ item: { id, fate } }: { item: SetItem }) {
  return (
    <span className={styles['permission']} data-fate={fate} data-privileged={isPrivileged([id])}>
      {signs[fate]}
      {fate === 'lost' ? <s>{id}</s> : id}
      {fate !== 'kept' && <VisuallyHidden> ({fate})</VisuallyHidden>}
    </span>
  );
}
