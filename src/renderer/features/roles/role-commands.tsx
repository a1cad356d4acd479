import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { openCommand, openDraft } from '../../domain-ui/sheet-store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './roles.module.css';

/** What can be done with a role: each opens its sheet, which says why where it cannot be done now. */
export function RoleCommands({ role: { roleId, status } }: { readonly role: RoleAnswer }) {
  if (status === 'deleted') {
    return (
      <div className={styles['commands']}>
        <Button onClick={() => openCommand('CreateRole', roleId)}>Bring back…</Button>
      </div>
    );
  }
  const grant = () =>
    openDraft(
      { type: 'AssignRoleToUser', data: { userId: '', roleId } },
      { reason: '', notes: [] },
    );
  return (
    <div className={styles['commands']}>
      <Button onClick={grant}>Grant to somebody…</Button>
      <Button onClick={() => openCommand('UpdateRole', roleId)}>Edit…</Button>
      <Button look="danger" onClick={() => openCommand('DeleteRole', roleId)}>
        Delete role…
      </Button>
    </div>
  );
}
