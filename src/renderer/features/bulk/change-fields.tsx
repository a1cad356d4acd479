import { Select } from '@mantine/core';
import type { BulkChange } from '../../../shared/contract/bulks.ts';
import type { RolesHere } from '../../domain-ui/use-roles-here.ts';
import { SwitchRow } from '../../ui/switch-row.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './bulk.module.css';
import type { BulkForm } from './bulk-form.ts';

const types: readonly { readonly value: BulkChange['type']; readonly label: string }[] = [
  { value: 'AssignRoleToUser', label: 'Grant a role' },
  { value: 'UnassignRoleFromUser', label: 'Take a role away' },
  { value: 'DeleteUser', label: 'Delete the users' },
];

type ChangeFieldsProps = {
  readonly form: BulkForm;
  readonly roles: RolesHere;
  readonly trouble: string | null;
  readonly onChange: (to: Partial<BulkForm>) => void;
};

/** The one change for all: what is done, and with which role. */
export function ChangeFields({ form, roles, trouble, onChange }: ChangeFieldsProps) {
  const { type, roleId } = form;
  const isPrivileged = roleId !== null && (roles.byId.get(roleId)?.privileged ?? false);
  return (
    <div className={styles['change']}>
      <SwitchRow
        label="What is done"
        choices={types}
        value={type}
        onChange={(value) => onChange({ type: value, typedCount: '' })}
      />
      {type === 'DeleteUser' ? (
        <p className={styles['quiet']}>
          Each user loses every role and cannot sign in; what happened to them stays in the log.
        </p>
      ) : (
        <>
          <Select
            data-field="role"
            size="sm"
            w={230}
            aria-label="Role"
            placeholder="Choose a role"
            searchable
            nothingFoundMessage="No role matches."
            data={choicesOf(form, roles)}
            value={roleId}
            error={trouble}
            comboboxProps={{ transitionProps: { duration: 0 } }}
            onChange={(picked) => onChange({ roleId: picked })}
          />
          {isPrivileged && type === 'AssignRoleToUser' && (
            <span className={styles['privileged']}>
              <Tag look="wrong">privileged</Tag> It can change who may do what.
            </span>
          )}
        </>
      )}
    </div>
  );
}

// A role that is held but gone can still be taken away; one that was asked for stays to be seen.
function choicesOf({ type, roleId }: BulkForm, { byId, nameOf }: RolesHere) {
  const isGrant = type === 'AssignRoleToUser';
  const shown = [...byId.values()].filter(
    (role) => role.roleId === roleId || role.status === 'active' || (!isGrant && role.holders > 0),
  );
  const known = shown.map((role) => ({ value: role.roleId, label: nameOf(role.roleId) }));
  const isStray = roleId !== null && !byId.has(roleId);
  return isStray ? [{ value: roleId, label: roleId }, ...known] : known;
}
