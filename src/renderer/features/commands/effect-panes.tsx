import { VisuallyHidden } from '@mantine/core';
import { RoleTag } from '../../domain-ui/role-tag.tsx';
import type { RoleEffect, ShownRole } from './role-effect.ts';
import styles from './sheet.module.css';

type EffectPanesProps = { readonly effect: RoleEffect; readonly hasChanges: boolean };
type Fate = RoleEffect['permissions'][number]['fate'];

/** The user's roles and permissions before and after, side by side. */
export function EffectPanes({ effect, hasChanges }: EffectPanesProps) {
  const { before, after, permissions, newlyPrivileged } = effect;
  const count = (fate: Fate) => permissions.filter((one) => one.fate === fate).length;
  return (
    <section className={styles['effect']} aria-label="Before and after">
      <div className={styles['panes']}>
        <Pane title="Now" roles={before} others={after} sign="−">
          {permissions.filter(({ fate }) => fate !== 'gained')}
        </Pane>
        <Pane title="After" roles={after} others={before} sign="+">
          {permissions.filter(({ fate }) => fate !== 'lost')}
        </Pane>
      </div>
      <p className={styles['sum']} aria-live="polite">
        {hasChanges
          ? `${count('gained')} permissions gained, ${count('lost')} lost, ${count('kept')} as before.`
          : 'Tick a role to grant it, untick one to take it away.'}
      </p>
      <p className={styles['warning']} data-shown={newlyPrivileged.length > 0} role="status">
        {newlyPrivileged.length > 0 &&
          `${newlyPrivileged.map(({ name }) => name).join(', ')} is privileged: who holds it can change who may do what.`}
      </p>
    </section>
  );
}

type PaneProps = {
  readonly title: string;
  readonly roles: readonly ShownRole[];
  /** The roles of the other pane: what is not among them is what changes. */
  readonly others: readonly ShownRole[];
  readonly sign: '+' | '−';
  readonly children: RoleEffect['permissions'];
};

function Pane({ title, roles, others, sign, children }: PaneProps) {
  const stays = new Set(others.map(({ roleId }) => roleId));
  return (
    <div className={styles['pane']}>
      <h3 className={styles['group']}>{title}</h3>
      <div className={styles['tags']}>
        {roles.length === 0 && <span className={styles['none']}>no role</span>}
        {roles.map((role) => (
          <RoleTag
            key={role.roleId}
            name={stays.has(role.roleId) ? role.name : `${sign} ${role.name}`}
            privileged={role.privileged}
            dangling={!role.exists}
            outlined={!stays.has(role.roleId)}
          />
        ))}
      </div>
      <ul
        className={styles['permissions']}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys.
        tabIndex={0}
        aria-label={`Permissions ${title.toLowerCase()}`}
      >
        {children.map(({ name, fate }) => (
          <li key={name} data-fate={fate}>
            <span aria-hidden="true">{fate === 'kept' ? ' ' : sign}</span>{' '}
            <span className={styles['permission']}>{name}</span>
            {fate !== 'kept' && <VisuallyHidden> ({fate})</VisuallyHidden>}
          </li>
        ))}
      </ul>
    </div>
  );
}
