import { formatPlace } from '../../shared/log/position.ts';
import { openSubject } from '../state/window-store.ts';
import styles from './places.module.css';

/** A record's place, `p3:1202`; a press opens its evidence. */
export function PlaceLink({ partition, offset }: { partition: number; offset: number }) {
  const place = formatPlace(partition, offset);
  return (
    <button
      type="button"
      className={styles['place']}
      aria-label={`Open the record ${place}`}
      title="Open the record: the evidence"
      onClick={() => openSubject({ kind: 'record', partition, offset })}
    >
      {place}
    </button>
  );
}
