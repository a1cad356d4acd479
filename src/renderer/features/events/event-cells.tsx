import type { Entry } from '../../../shared/contract/entries.ts';
import { kindOfEntry } from '../../domain-ui/entry-kind.ts';
import { entrySentence, type RoleName } from '../../domain-ui/entry-sentence.ts';
import { outcomeSentence } from '../../domain-ui/outcome-sentence.ts';
import { UserName } from '../../domain-ui/user-name.tsx';
import { openSubject } from '../../state/window-store.ts';
import { Dot } from '../../ui/dot.tsx';
import { Tag } from '../../ui/tag.tsx';
import styles from './events.module.css';

/** What happened, with a mark where it was not simply folded. */
export function EventSentence({
  entry,
  roleName,
}: {
  readonly entry: Entry;
  readonly roleName: RoleName;
}) {
  const outcome = outcomeSentence(entry);
  const sentence = entrySentence(entry, roleName);
  return (
    <span className={styles['sentence']} title={titleOf(entry, sentence)}>
      <Dot colour={kindOfEntry(entry)} />
      <span className={styles['what']}>{sentence}</span>
      {outcome !== null && (
        <>
          <Tag look={markLook(entry)}>{markWord(entry)}</Tag>
          <span className={styles['outcome']} title={outcome}>
            {outcome}
          </span>
        </>
      )}
    </span>
  );
}

/** Whom or what the event is about; pressing it opens them. */
export function EventSubject({
  entry,
  roleName,
}: {
  readonly entry: Entry;
  readonly roleName: RoleName;
}) {
  const { userId, roleId } = entry;
  if (userId !== null) {
    return (
      <SubjectButton onOpen={() => openSubject({ kind: 'user', id: userId })}>
        <UserName userId={userId} />
      </SubjectButton>
    );
  }
  if (roleId === null) return <span className={styles['quiet']}>–</span>;
  return (
    <SubjectButton onOpen={() => openSubject({ kind: 'role', id: roleId })}>
      {roleName(roleId)}
    </SubjectButton>
  );
}

/** Who did it; a user's own doing says so. */
export function EventActor({ entry: { actor, userId } }: { readonly entry: Entry }) {
  if (actor === null) return <span className={styles['quiet']}>–</span>;
  if (actor === userId) {
    return (
      <span className={styles['quiet']} title={actor}>
        self
      </span>
    );
  }
  return <span title={actor}>{actor}</span>;
}

function SubjectButton({
  onOpen,
  children,
}: {
  readonly onOpen: () => void;
  readonly children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      // The row is what the keyboard walks; its evidence leads on to the subject.
      tabIndex={-1}
      className={styles['subject']}
      onClick={(event) => {
        event.stopPropagation();
        onOpen();
      }}
    >
      {children}
    </button>
  );
}

function markWord({ outcome, anomalies }: Entry): string {
  if (outcome === 'duplicate') return 'duplicate';
  if (outcome === 'quarantined') return 'quarantined';
  return anomalies.length > 0 ? 'anomaly' : 'flag';
}

function markLook({ outcome, anomalies }: Entry): 'wrong' | 'warm' {
  return outcome === 'quarantined' || anomalies.length > 0 ? 'wrong' : 'warm';
}

function titleOf({ type, reason, ticket }: Entry, sentence: string): string {
  const said = [sentence, reason && `“${reason}”`, ticket, type];
  return said.filter(Boolean).join(' · ');
}
