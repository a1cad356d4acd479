import { useMemo, useState } from 'react';
import { RoleTag } from '../../domain-ui/role-tag.tsx';
import type { RolesHere } from '../../domain-ui/use-roles-here.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { findRoles } from './find-roles.ts';
import type { ShownRole } from './role-effect.ts';
import styles from './sheet.module.css';

type RolePickerProps = {
  readonly held: readonly string[];
  /** Roles whose holding is to be changed. */
  readonly picked: readonly string[];
  readonly roles: RolesHere;
  readonly onPick: (picked: readonly string[]) => void;
};

/** The roles to choose from: those held are ticked; unticking takes away, ticking grants. */
export function RolePicker({ held, picked, roles, onPick }: RolePickerProps) {
  const [search, setSearch] = useState('');
  const { holding, others } = useMemo(
    () => findRoles(held, roles.byId, search),
    [held, roles.byId, search],
  );
  const toggle = (roleId: string) =>
    onPick(picked.includes(roleId) ? picked.filter((id) => id !== roleId) : [...picked, roleId]);
  const lines = (list: readonly ShownRole[], isHeld: boolean) =>
    list.map((role) => (
      <PickerLine
        key={role.roleId}
        role={role}
        isHeld={isHeld}
        isPicked={picked.includes(role.roleId)}
        onToggle={() => toggle(role.roleId)}
      />
    ));
  const isEmpty = holding.length + others.length === 0;
  return (
    <section className={styles['picker']} aria-label="Roles to grant or take away">
      <SearchInput
        label="Find a role"
        placeholder="Find a role by name, id or permission"
        value={search}
        onChange={setSearch}
        width={320}
      />
      <div className={styles['choices']}>
        {holding.length > 0 && <h3 className={styles['group']}>Held now</h3>}
        {lines(holding, true)}
        {others.length > 0 && <h3 className={styles['group']}>Not held</h3>}
        {lines(others, false)}
        {isEmpty && <p className={styles['none']}>No role matches.</p>}
      </div>
    </section>
  );
}

type PickerLineProps = {
  readonly role: ShownRole;
  readonly isHeld: boolean;
  readonly isPicked: boolean;
  readonly onToggle: () => void;
};

function PickerLine({ role, isHeld, isPicked, onToggle }: PickerLineProps) {
  const change = isHeld ? 'take away' : 'grant';
  return (
    <label className={styles['choice']} data-picked={isPicked}>
      <input type="checkbox" checked={isHeld !== isPicked} onChange={onToggle} />
      <RoleTag name={role.name} privileged={role.privileged} dangling={!role.exists} />
      <span className={styles['change']} data-lost={isHeld}>
        {isPicked && change}
      </span>
    </label>
  );
}
