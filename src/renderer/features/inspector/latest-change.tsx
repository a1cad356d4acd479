import type { Entry } from '../../../shared/contract/entries.ts';
import { ChangeList } from '../../domain-ui/change-list.tsx';
import { outcomeSentence } from '../../domain-ui/outcome-sentence.ts';
import { PlaceLink } from '../../domain-ui/place-link.tsx';
import { TimeText } from '../../domain-ui/time-text.tsx';
import { UndoButton } from '../../domain-ui/undo-button.tsx';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { openSubject } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './inspector.module.css';
import { whoAndWhy } from './who-and-why.ts';

/** What the event under the playhead changed, by whom and why; where that event is not this user's, what changed last. */
export function LatestChange({ entry }: { readonly entry: Entry | null }) {
  const { last, live } = usePlayhead();
  const roles = useRolesHere();
  if (!entry) return null;
  const isHere = !live && entry.partition === last?.partition && entry.offset === last?.offset;
  const note = outcomeSentence(entry);
  const why = whoAndWhy(entry);
  return (
    <section className={styles['section']} aria-label="What changed">
      <div className={styles['sectionHead']}>
        <h3>{isHere ? 'What this event changed' : 'What changed last'}</h3>
        <span className={styles['acts']}>
          {entry.type !== null && entry.type !== 'UserLoggedInEvent' && (
            <UndoButton look="quiet" partition={entry.partition} offset={entry.offset} />
          )}
          <Button
            look="quiet"
            size="small"
            onClick={() => openSubject({ kind: 'record', ...placeOf(entry) })}
          >
            Evidence
          </Button>
        </span>
      </div>
      <div className={styles['card']} data-current={isHere}>
        <div className={styles['cardHead']}>
          <span className={styles['technical']}>{entry.type ?? 'Record that did not decode'}</span>
          <span>
            {' · '}
            <TimeText time={entry.time} style={isHere ? 'clock' : 'short'} />
            {' · '}
            <PlaceLink partition={entry.partition} offset={entry.offset} />
          </span>
        </div>
        {entry.type !== null && <ChangeList changed={entry.changed} roles={roles} />}
        {why !== '' && <p className={styles['author']}>{why}</p>}
        {note && <p className={styles['odd']}>{note}</p>}
      </div>
    </section>
  );
}

function placeOf({ partition, offset }: Entry) {
  return { partition, offset };
}
