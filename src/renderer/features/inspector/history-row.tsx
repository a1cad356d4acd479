import type { Entry } from '../../../shared/contract/entries.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { ChangeList } from '../../domain-ui/change-list.tsx';
import { kindOfEntry } from '../../domain-ui/entry-kind.ts';
import { entrySentenceBy } from '../../domain-ui/entry-sentence.ts';
import { outcomeSentence } from '../../domain-ui/outcome-sentence.ts';
import { PlaceLink } from '../../domain-ui/place-link.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { UndoButton } from '../../domain-ui/undo-button.tsx';
import type { RolesHere } from '../../domain-ui/use-roles-here.ts';
import { goTo } from '../../state/window-store.ts';
import { Dot } from '../../ui/dot.tsx';
import { historyTimeStyle } from './history-time-style.ts';
import styles from './inspector.module.css';
import { whoAndWhy } from './who-and-why.ts';

type HistoryRowProps = {
  readonly entry: Entry;
  /** Still to come, happened, or under the playhead. */
  readonly look: 'ahead' | 'past' | 'current';
  readonly roles: RolesHere;
  /** The playhead's moment, ms since 1970. */
  readonly moment: number | null;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
};

/** One entry as a sentence: a press moves the playhead there, the place opens the evidence, the arrow shows what changed. */
export function HistoryRow({ entry, look, roles, moment, isOpen, onToggle }: HistoryRowProps) {
  const place = formatPlace(entry.partition, entry.offset);
  const sentence = entrySentenceBy(entry, roles.nameOf);
  const isWrong = entry.type === null;
  return (
    <div
      className={styles['row']}
      data-look={look}
      data-place={place}
      data-playhead={look === 'current'}
    >
      <div className={styles['line']}>
        <button
          type="button"
          className={styles['toggle']}
          aria-expanded={isOpen}
          aria-label={`What changed: ${sentence}, ${place}`}
          onClick={onToggle}
        >
          <Chevron />
        </button>
        <button
          type="button"
          className={styles['go']}
          data-go
          aria-current={look === 'current' ? 'true' : undefined}
          title={`${sentence} · ${entry.type ?? entry.fault ?? ''} · move the playhead here`}
          onClick={() => goTo(place)}
        >
          <Dot colour={kindOfEntry(entry)} />
          <span className={styles['sentence']} data-wrong={isWrong}>
            {sentence}
          </span>
          <span className={styles['when']}>
            <TimeText time={entry.time} style={historyTimeStyle(entry.time, moment)} />
          </span>
        </button>
        <span className={styles['where']}>
          <PlaceLink partition={entry.partition} offset={entry.offset} />
        </span>
      </div>
      {isOpen && <HistoryDetails entry={entry} roles={roles} />}
    </div>
  );
}

function HistoryDetails({ entry, roles }: Pick<HistoryRowProps, 'entry' | 'roles'>) {
  const why = whoAndWhy(entry);
  const odd = outcomeSentence(entry);
  return (
    <div className={styles['details']}>
      <div className={styles['technical']}>
        {entry.type ?? 'Quarantined record'} · <TimeText time={entry.time} style="exact" />
      </div>
      {entry.type !== null && <ChangeList changed={entry.changed} roles={roles} />}
      {why && <div>{why}</div>}
      {odd && <div className={styles['odd']}>{odd}</div>}
      {entry.type !== null && entry.type !== 'UserLoggedInEvent' && (
        <div className={styles['undo']}>
          <UndoButton partition={entry.partition} offset={entry.offset} />
        </div>
      )}
    </div>
  );
}

function Chevron() {
  return (
    <svg
      width="10"
      height="10"
      viewBox="0 0 10 10"
      aria-hidden="true"
      className={styles['chevron']}
    >
      <path d="M3 1.500 7 5 3 8.500" fill="none" stroke="currentColor" strokeWidth="1.5" />
    </svg>
  );
}
