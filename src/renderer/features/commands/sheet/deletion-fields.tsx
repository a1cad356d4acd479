import type { RoleAnswer } from '../../../../shared/contract/roles.ts';
import type { UserAnswer } from '../../../../shared/contract/users.ts';
import { personName } from '../../../domain-ui/person-name.ts';
import { countOf } from '../../../ui/format-count.ts';
import styles from './command-sheet.module.css';
import type { FieldAccess } from './field-access.ts';

/** What it means to delete a user. */
export function UserDeletion({ user }: { readonly user: UserAnswer }) {
  const { roles } = user;
  return (
    <div className={styles['consequence']}>
      <p>
        <b>{personName(user)}</b> is deleted from this moment on
        {roles.length > 0 && (
          <>
            {' '}
            and loses <b>{countOf(roles.length, 'role')}</b>
          </>
        )}
        .
      </p>
      <p>
        The past stays as it was. The user can be brought back under the same id, with the fields of
        today{roles.length > 0 && ' but without the roles: those must be granted again'}.
      </p>
    </div>
  );
}

/** What it means to delete a role, and the leave to take it from its holders first. */
export function RoleDeletion({
  role,
  of,
}: {
  readonly role: RoleAnswer;
  readonly of: FieldAccess;
}) {
  const { holders } = role;
  const trouble = of.troubleOf('withHolders');
  return (
    <div className={styles['consequence']}>
      <p>
        <b>{role.name ?? role.roleId}</b> is deleted from this moment on: nobody can be granted it
        any more. The past stays as it was, and the role can be brought back under the same id.
      </p>
      {holders === 0 ? (
        <p>Nobody holds it.</p>
      ) : (
        <label className={styles['check']} data-wrong={trouble !== null}>
          <input
            type="checkbox"
            data-field="withHolders"
            data-autofocus={of.first === 'withHolders' || undefined}
            checked={of.form.withHolders}
            onChange={(event) => of.set('withHolders', event.currentTarget.checked)}
            onBlur={() => of.touch('withHolders')}
          />
          <span>
            Take it away from its <b>{countOf(holders, 'holder')}</b> as well
            <small>
              {countOf(holders + 1, 'event')} in one append: all of them are written, or none.
            </small>
          </span>
        </label>
      )}
    </div>
  );
}
