import { accountOfOffsets } from '../../domain-ui/account-of-offsets.ts';
import { usePlayheadStore } from '../../state/playhead-store.ts';
import { openView } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import { formatCount } from '../../ui/format-count.ts';
import styles from './problems.module.css';

/** Every offset read so far, by what became of it: the classes add up to what was read. */
export function AccountStrip() {
  const status = usePlayheadStore((state) => state.status);
  if (!status) return <div className={styles['strip']} />;
  const { lines, sum, read, addsUp } = accountOfOffsets(status);
  return (
    <section className={styles['strip']} aria-label="Every offset accounted for">
      <dl className={styles['lines']}>
        {lines.map(({ name, word, text, count }) => (
          <div key={name} className={styles['line']} data-empty={count === 0} title={text}>
            <dt>{word}</dt>
            <dd>{formatCount(count)}</dd>
          </div>
        ))}
        <div className={styles['line']} data-sum="true">
          <dt>offsets read</dt>
          <dd>= {formatCount(read)}</dd>
        </div>
      </dl>
      <p className={styles['verdict']} data-wrong={!addsUp}>
        {addsUp
          ? 'Every offset read so far is accounted for.'
          : `The classes add up to ${formatCount(sum)}: that is a fault of Playhead.`}
        <Button look="quiet" size="small" onClick={() => openView('log')}>
          The whole account
        </Button>
      </p>
    </section>
  );
}
