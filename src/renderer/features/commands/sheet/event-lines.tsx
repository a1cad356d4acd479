import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';
import { typeWord } from '../../../domain-ui/type-words.ts';
import { countOf } from '../../../ui/format-count.ts';
import styles from './rehearsal.module.css';

const mostShown = 6;

/** The events that would be written, in order, and where. */
export function EventLines({ events }: Pick<Rehearsal, 'events'>) {
  const more = events.length - mostShown;
  // The last one is the one that matters: the others only clear its way.
  const shown = more > 0 ? [...events.slice(0, mostShown - 1), ...events.slice(-1)] : events;
  return (
    <ol className={styles['events']}>
      {events.length === 0 && (
        <li>
          <span className={styles['none']}>none while a rule fails</span>
        </li>
      )}
      {shown.map(({ type, key, partition }, at) => (
        <li key={`${type} ${key}`}>
          <span>{typeWord(type)}</span>
          <code>{type}</code>
          <code title={`key ${key}`}>{key}</code>
          <code>p{partition}</code>
          {more > 0 && at === mostShown - 2 && (
            <small className={styles['more']}>and {countOf(more, 'event')} like it, then</small>
          )}
        </li>
      ))}
    </ol>
  );
}
