import type { UserAnswer } from '../../../shared/contract/users.ts';
import { personName } from '../../domain-ui/person-name.ts';
import { useChangeOf } from './current-change.ts';
import styles from './users.module.css';

/** A person's name; the whole row is outlined where the event under the playhead changed them. */
export function PersonCell({ user }: { readonly user: UserAnswer }) {
  const isChanged = useChangeOf(user.userId) !== null;
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
