import type { UserAnswer } from '../../../shared/contract/users.ts';
import { RoleTag } from '../../domain-ui/role-tag.tsx';
import { Tag } from '../../ui/tag.tsx';
import type { CellGround } from './cell-ground.ts';
import { useChangeOf } from './current-change.ts';
import { fitTags } from './fit-tags.ts';
import { orderRoles } from './order-roles.ts';
import styles from './users.module.css';

type RoleTagsProps = Pick<CellGround, 'roles' | 'width'> & {
  readonly user: UserAnswer;
};

/** The roles of a row, as many as fit; what matters most stands first, the rest is counted. */
export function RoleTags({ user, roles, width }: RoleTagsProps) {
  const mine = useChangeOf(user.userId);
  const shown = orderRoles(user.roles, {
    isPrivileged: (roleId) => roles.byId.get(roleId)?.privileged ?? false,
    isNew: (roleId) => mine?.added.includes(roleId) ?? false,
    nameOf: roles.nameOf,
  });
  const fit = fitTags(shown.map(roles.nameOf), width);
  const hidden = shown.slice(fit);
  return (
    <span className={styles['tags']}>
      {shown.slice(0, fit).map((roleId) => (
        <RoleTag
          key={roleId}
          name={roles.nameOf(roleId)}
          privileged={roles.byId.get(roleId)?.privileged}
          dangling={isDangling(roles, roleId)}
          outlined={mine?.added.includes(roleId)}
        />
      ))}
      {hidden.length > 0 && <Tag title={hidden.map(roles.nameOf).join(', ')}>+{hidden.length}</Tag>}
    </span>
  );
}

// Until roles are there nobody knows: a tag is not marked before that. A role only held was never seen: version 0.
function isDangling(roles: CellGround['roles'], roleId: string): boolean {
  if (roles.byId.size === 0) return false;
  const role = roles.byId.get(roleId);
  return !role || role.status === 'deleted' || role.version === 0;
}
