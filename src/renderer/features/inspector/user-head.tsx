import { skipToken, useQuery } from '@tanstack/react-query';
import type { UserAnswer } from '../../../shared/contract/users.ts';
import { personName } from '../../domain-ui/person-name.ts';
import { openCommand } from '../../domain-ui/sheet-store.ts';
import { StatusWord } from '../../domain-ui/status-word.tsx';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead, usePlayheadStore } from '../../state/playhead-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import { ChangeRolesButton } from './change-roles-button.tsx';
import { initials } from './initials.ts';
import styles from './inspector.module.css';
import { UserCommandsMenu } from './user-commands-menu.tsx';

/** Initials, name, status, id and version, and the way to change roles. */
export function UserHead({ user }: { readonly user: UserAnswer }) {
  const name = personName(user);
  const versions = useVersionAtHead(user.userId);
  const of = versions !== null && versions !== user.version ? ` of ${formatCount(versions)}` : '';
  return (
    <header className={styles['head']}>
      <span className={styles['initials']} aria-hidden="true">
        {initials(name)}
      </span>
      <div className={styles['who']}>
        <h2 className={styles['name']}>
          <bdi title={name}>{name}</bdi> <StatusWord status={user.status} />
        </h2>
        <div className={styles['id']} title={user.userId}>
          <span className={styles['mono']}>{user.userId}</span> · version{' '}
          {formatCount(user.version)}
          {of}
        </div>
      </div>
      {user.status === 'deleted' ? (
        <Button onClick={() => openCommand('CreateUser', user.userId)}>Bring back…</Button>
      ) : (
        <>
          <ChangeRolesButton userId={user.userId} />
          <UserCommandsMenu userId={user.userId} />
        </>
      )}
    </header>
  );
}

// Head moves while the past does not: its token is asked for only where the playhead stands elsewhere.
function useVersionAtHead(userId: string): number | null {
  const { live } = usePlayhead();
  const head = usePlayheadStore((state) => state.head?.token);
  const at = live ? undefined : head;
  const { data } = useQuery(
    questions.users.get.queryOptions({ input: at === undefined ? skipToken : { userId, at } }),
  );
  return at !== undefined && data ? data.user.version : null;
}
