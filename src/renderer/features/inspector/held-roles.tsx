import type { InferContractRouterOutputs } from '@orpc/contract';
import type { questions } from '../../../shared/contract/contract.ts';
import type { Entry } from '../../../shared/contract/entries.ts';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { RoleTag } from '../../domain-ui/role-tag.tsx';
import { useFormat } from '../../state/use-format.ts';
import { openSubject } from '../../state/window-store.ts';
import styles from './inspector.module.css';

/** A role a user holds, since when and by whom. */
export type HeldRole = InferContractRouterOutputs<
  typeof questions
>['users']['get']['heldRoles'][number];

type HeldRolesProps = {
  readonly user: UserAnswer;
  readonly heldRoles: readonly HeldRole[];
  readonly changed: Entry['changed'];
};

/** The roles held at the playhead: pointing at one says since when and by whom, a press opens it. */
export function HeldRoles({ user, heldRoles, changed }: HeldRolesProps) {
  const format = useFormat();
  const before = changed['roles']?.[0];
  const isNew = (roleId: string) => Array.isArray(before) && !before.includes(roleId);
  if (heldRoles.length === 0) {
    return (
      <span className={styles['none']}>
        {user.status === 'deleted' ? 'none: deleted users hold no roles' : 'none'}
      </span>
    );
  }
  return (
    <span className={styles['tags']}>
      {heldRoles.map(({ roleId, name, privileged, dangling, since }) => {
        const by = since.actor === null ? '' : ` by ${since.actor}`;
        const place = formatPlace(since.partition, since.offset);
        const note = `Since ${format.time(since.time, 'full')}${by} (${place})`;
        const said = name ?? roleId;
        return (
          <button
            key={roleId}
            type="button"
            className={styles['tagButton']}
            aria-label={`${said}. ${note}`}
            onClick={() => openSubject({ kind: 'role', id: roleId })}
          >
            <RoleTag
              name={said}
              privileged={privileged}
              dangling={dangling}
              outlined={isNew(roleId)}
              note={note}
            />
          </button>
        );
      })}
    </span>
  );
}
