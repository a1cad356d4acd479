import type { Receipt } from '../../../shared/contract/commands.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { openSubject } from '../../state/window-store.ts';
import styles from './receipt.module.css';

/** What came between a decision and its append, and altered the verdict; nothing where nothing did. */
export function RaceList({ receipt: { races, status } }: { readonly receipt: Receipt }) {
  if (status !== 'raced') return null;
  return (
    <section className={styles['races']} role="note">
      <p>
        It stands in the log, but another change came between the decision and the append, so it
        would be decided otherwise now. Look at what it is about, and change it again if needed.
      </p>
      <ul>
        {races.map(({ partition, offset, type, actor }) => (
          <li key={`${partition}:${offset}`}>
            <button
              type="button"
              className={styles['race']}
              onClick={() => openSubject({ kind: 'record', partition, offset })}
            >
              {type}
              {actor !== null && ` by ${actor}`} at {formatPlace(partition, offset)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
