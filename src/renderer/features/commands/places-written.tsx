import { useState } from 'react';
import type { Receipt } from '../../../shared/contract/commands.ts';
import { PlaceLink } from '../../domain-ui/place-link.tsx';
import { Button } from '../../ui/button.tsx';
import { countOf, formatCount } from '../../ui/format-count.ts';
import styles from './receipt.module.css';

const firstShown = 6;

/** Every place a command was written to: the first few, and the rest at a press. */
export function PlacesWritten({ appended }: Pick<Receipt, 'appended'>) {
  const [showsAll, setShowsAll] = useState(false);
  if (appended.length === 0) return null;
  const shown = showsAll ? appended : appended.slice(0, firstShown);
  const left = appended.length - shown.length;
  return (
    <section aria-label="Records written">
      <h3 className={styles['section']}>
        Written <span className={styles['count']}>{countOf(appended.length, 'record')}</span>
      </h3>
      <div className={styles['places']}>
        {shown.map(({ partition, offset, eventId }) => (
          <PlaceLink key={eventId} partition={partition} offset={offset} />
        ))}
        {left > 0 && (
          <Button look="quiet" size="small" onClick={() => setShowsAll(true)}>
            and {formatCount(left)} more
          </Button>
        )}
      </div>
    </section>
  );
}
