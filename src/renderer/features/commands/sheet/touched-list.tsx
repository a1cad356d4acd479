import type { Rehearsal } from '../../../../shared/contract/rehearsal.ts';
import { PlaceText } from '../../../domain-ui/place-text.tsx';
import { TimeText } from '../../../domain-ui/time-text.tsx';
import { typeWord } from '../../../domain-ui/type-words.ts';
import { Button } from '../../../ui/button.tsx';
import { countOf } from '../../../ui/format-count.ts';
import styles from './rehearsal.module.css';

type TouchedListProps = {
  readonly touched: NonNullable<Rehearsal['since']>['touched'];
  /** Takes the log as it is now for the basis; null where that is past. */
  readonly onSeen: (() => void) | null;
};

/** Who touched the subject since the sheet was opened. */
export function TouchedList({ touched, onSeen }: TouchedListProps) {
  if (touched.length === 0) return null;
  return (
    <div className={styles['touched']} role="status">
      <p>
        <b>{countOf(touched.length, 'event')} about this since you opened it.</b> What you see here
        takes {touched.length === 1 ? 'it' : 'them'} into account.
      </p>
      <ul>
        {touched.map(({ partition, offset, type, actor, time }) => (
          <li key={`${partition}:${offset}`}>
            {typeWord(type)}
            {actor !== null && ` by ${actor}`}, <TimeText time={time} style="seconds" />{' '}
            <PlaceText partition={partition} offset={offset} />
          </li>
        ))}
      </ul>
      {onSeen && (
        <Button size="small" onClick={onSeen}>
          I have seen {touched.length === 1 ? 'it' : 'them'}
        </Button>
      )}
    </div>
  );
}
