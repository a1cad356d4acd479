import { useMemo, useState } from 'react';
import { RoleTag } from '../../domain-ui/role-tag.tsx';
import type { RolesHere } from '../../domain-ui/use-roles-here.ts';
import { SearchInput } from '../../ui/search-input.tsx';
import { findRoles } from './find-roles.ts';
import { type RoleChange, type ShownRole, togglePick } from './role-effect.ts';
import styles from './sheet.module.css';

type RolePickerProps = {
  readonly held: readonly string[];
  /** What is to be changed. */
  readonly changes: readonly RoleChange[];
  readonly roles: RolesHere;
  readonly onPick: (changes: readonly RoleChange[]) => void;
};

/** The roles to choose from: those held are ticked; unticking takes away, ticking grants. */
export function RolePicker({ held, changes, roles, onPick }: RolePickerProps) {
  const [search, setSearch] = useState('');
  const { holding, others } = useMemo(
    () => findRoles(held, roles.byId, search),
    [held, roles.byId, search],
  );
  const lines = (list: readonly ShownRole[], isHeld: boolean) =>
    list.map((role) => (
      <PickerLine
        key={role.roleId}
        role={role}
        isHeld={isHeld}
        change={changes.find(({ roleId }) => roleId === role.roleId) ?? null}
        onToggle={() => onPick(togglePick(changes, held, role.roleId))}
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
        isFirst
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
  /** What is to be done with it; null for nothing. */
  readonly change: RoleChange | null;
  readonly onToggle: () => void;
};

function PickerLine({ role, isHeld, change, onToggle }: PickerLineProps) {
  const isGrant = change?.type === 'AssignRoleToUser';
  const isHeldAfter = change === null ? isHeld : isGrant;
  return (
    <label className={styles['choice']} data-picked={change !== null}>
      <input type="checkbox" checked={isHeldAfter} onChange={onToggle} />
      <RoleTag name={role.name} privileged={role.privileged} dangling={!role.exists} />
      <span className={styles['change']} data-lost={!isGrant}>
        {change && changeWords(isGrant, isHeld)}
      </span>
    </label>
  );
}

function changeWords(isGrant: boolean, isHeld: boolean): string {
  if (isGrant) return isHeld ? 'granted meanwhile' : 'grant';
  return isHeld ? 'take away' : 'taken away meanwhile';
}
