import type { UserAnswer } from '../../../shared/contract/users.ts';
import { personName } from '../../domain-ui/person-name.ts';
import styles from './users.module.css';

type PersonCellProps = { readonly user: UserAnswer; readonly isChanged: boolean };

/** A person's name; the whole row is outlined where the event under the playhead changed them. */
export function PersonCell({ user, isChanged }: PersonCellProps) {
  const isNameless = !user.displayName && !user.username;
  return (
    <>
      {isChanged && <span className={styles['rowMark']} />}
      <bdi className={isNameless ? styles['mono'] : undefined} title={user.userId}>
        {personName(user)}
      </bdi>
    </>
  );
}
