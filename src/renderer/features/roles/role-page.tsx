import { useQuery } from '@tanstack/react-query';
import type { RoleAnswer } from '../../../shared/contract/roles.ts';
import { StatusWord } from '../../domain-ui/status-word.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { questions } from '../../rpc/clients.ts';
import { faultOf } from '../../rpc/fault-of.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { Empty } from '../../ui/empty.tsx';
import { Field } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Tag } from '../../ui/tag.tsx';
import { RoleCommands } from './role-commands.tsx';
import { RoleHistory } from './role-history.tsx';
import { RoleHolders } from './role-holders.tsx';
import styles from './roles.module.css';

/** A role at the playhead: what it is, what it allows, who holds it, what happened to it. */
export function RolePage({ roleId }: { readonly roleId: string }) {
  const { token } = usePlayhead();
  const { data, error } = useQuery(
    questions.roles.get.queryOptions({ input: { roleId, at: token } }),
  );
  if (error) return <NoSuchRole roleId={roleId} text={faultOf(error).text} />;
  if (!data) return null;
  const { role } = data;
  return (
    <div className={styles['page']}>
      <RoleHead role={role} />
      <RoleCommands role={role} />
      <RoleFacts role={role} />
      <PermissionList role={role} />
      <RoleHolders role={role} />
      <RoleHistory roleId={roleId} />
    </div>
  );
}

function RoleHead({ role }: { readonly role: RoleAnswer }) {
  const isPrivileged = role.privileged && role.status === 'active';
  return (
    <header className={styles['head']}>
      <span className={styles['badge']} data-privileged={isPrivileged}>
        <Icon name="roles" />
      </span>
      <div className={styles['titles']}>
        <h2 className={styles['title']}>
          <span className={styles['name']}>{role.name ?? role.roleId}</span>
          <StatusWord status={role.status} />
        </h2>
        <div className={styles['under']}>
          <span className={styles['mono']}>{role.roleId}</span> · version {role.version}{' '}
          {isPrivileged && (
            <Tag look="wrong" title="Its holder can change who may do what">
              privileged
            </Tag>
          )}
        </div>
      </div>
    </header>
  );
}

function RoleFacts({ role }: { readonly role: RoleAnswer }) {
  const times = [
    ['Created', role.createdAt],
    ['Changed', role.updatedAt],
    ['Deleted', role.deletedAt],
  ] as const;
  return (
    <dl className={styles['facts']}>
      <Field name="Description">{role.description ?? '–'}</Field>
      {times.map(
        ([name, time]) =>
          (time !== null || name === 'Created') && (
            <Field key={name} name={name}>
              {time === null ? 'not seen in this log' : <TimeText time={time} style="exact" />}
            </Field>
          ),
      )}
    </dl>
  );
}

function PermissionList({ role: { permissions } }: { readonly role: RoleAnswer }) {
  return (
    <section>
      <h3 className={styles['section']}>
        Permissions <span className={styles['sectionNote']}>{permissions.length}</span>
      </h3>
      <div className={styles['tags']}>
        {permissions.length === 0 && <span className={styles['quiet']}>It allows nothing.</span>}
        {permissions.map((permission) => (
          <span key={permission} className={styles['permission']}>
            {permission}
          </span>
        ))}
      </div>
    </section>
  );
}

function NoSuchRole({ roleId, text }: { readonly roleId: string; readonly text: string }) {
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <span className={styles['badge']}>
          <Icon name="roles" />
        </span>
        <div className={styles['titles']}>
          <h2 className={styles['title']}>
            <span className={styles['name']}>{roleId}</span>
          </h2>
        </div>
      </header>
      <Empty title="Not there at this moment" text={text} />
    </div>
  );
}
