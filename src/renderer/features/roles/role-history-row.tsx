import type { Entry } from '../../../shared/contract/entries.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { ChangeList } from '../../domain-ui/change-list.tsx';
import { kindOfEntry } from '../../domain-ui/entry-kind.ts';
import { ownSentence } from '../../domain-ui/entry-sentence.ts';
import { outcomeSentence } from '../../domain-ui/outcome-sentence.ts';
import { PlaceLink } from '../../domain-ui/place-link.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { UndoButton } from '../../domain-ui/undo-button.tsx';
import type { RolesHere } from '../../domain-ui/use-roles-here.ts';
import { goTo } from '../../state/window-store.ts';
import { Dot } from '../../ui/dot.tsx';
import styles from './roles.module.css';

type RoleHistoryRowProps = {
  readonly entry: Entry;
  readonly roles: RolesHere;
  /** The event under the playhead. */
  readonly isCurrent: boolean;
};

/** One event of a role: a press moves the playhead there, the place opens the evidence; below it what changed and why. */
export function RoleHistoryRow({ entry, roles, isCurrent }: RoleHistoryRowProps) {
  const place = formatPlace(entry.partition, entry.offset);
  const { actor, reason, ticket } = entry;
  const why = [actor && `by ${actor}`, reason && `“${reason}”`, ticket].filter(Boolean).join(', ');
  const odd = outcomeSentence(entry);
  return (
    <div className={styles['event']} data-current={isCurrent}>
      <div className={styles['eventLine']}>
        <button
          type="button"
          className={styles['go']}
          aria-current={isCurrent ? 'true' : undefined}
          title={`${entry.type} · move the playhead to ${place}`}
          onClick={() => goTo(place)}
        >
          <Dot colour={kindOfEntry(entry)} />
          <span className={styles['eventText']}>{ownSentence(entry)}</span>
          <TimeText time={entry.time} style="day" />
        </button>
        <PlaceLink partition={entry.partition} offset={entry.offset} />
      </div>
      <div className={styles['eventDetails']}>
        {why && <p>{why}</p>}
        <ChangeList changed={entry.changed} roles={roles} />
        {odd && <p className={styles['odd']}>{odd}</p>}
        {entry.type !== null && (
          <p className={styles['undo']}>
            <UndoButton partition={entry.partition} offset={entry.offset} />
          </p>
        )}
      </div>
    </div>
  );
}
