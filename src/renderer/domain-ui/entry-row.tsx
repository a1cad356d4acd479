import type { Entry } from '../../shared/contract/entries.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { goTo, openSubject } from '../state/window-store.ts';
import { Button } from '../ui/button.tsx';
import { Dot } from '../ui/dot.tsx';
import { Icon } from '../ui/icon.tsx';
import { kindOfEntry } from './entry-kind.ts';
import { entrySentenceBy, type RoleName } from './entry-sentence.ts';
import styles from './marks.module.css';
import { outcomeSentence } from './outcome-sentence.ts';
import { TimeText } from './time-text.tsx';

type EntryRowProps = {
  readonly entry: Entry;
  readonly roleName: RoleName;
  /** The event under the playhead. */
  readonly isCurrent?: boolean;
  /** Still to come at the playhead. */
  readonly isFaint?: boolean;
};

/** One line of a history: what happened, by whom, when and where. It moves the playhead there; beside it, the evidence opens. */
export function EntryRow({ entry, roleName, isCurrent = false, isFaint = false }: EntryRowProps) {
  const place = formatPlace(entry.partition, entry.offset);
  const sentence = entrySentenceBy(entry, roleName);
  const said = [sentence, entry.reason, outcomeSentence(entry)].filter(Boolean).join(' · ');
  return (
    <div className={styles['entry']} data-current={isCurrent} data-faint={isFaint}>
      <button
        type="button"
        className={styles['entryGo']}
        aria-current={isCurrent ? 'true' : undefined}
        title={said}
        onClick={() => goTo(place)}
      >
        <Dot colour={kindOfEntry(entry)} />
        <span className={styles['entryText']}>{sentence}</span>
        <span className={styles['entryWhen']}>
          <TimeText time={entry.time} style="short" /> · {place}
        </span>
      </button>
      <Button
        look="quiet"
        size="small"
        square
        aria-label={`Open the record ${place}`}
        title="Open the record"
        onClick={() => openSubject({ kind: 'record', ...placeOf(entry) })}
      >
        <Icon name="search" />
      </Button>
    </div>
  );
}

function placeOf({ partition, offset }: Entry) {
  return { partition, offset };
}
