import { Button } from '../../ui/button.tsx';
import { Said } from './said.tsx';
import { useOpenLog } from './use-open-log.ts';
import styles from './workspace.module.css';

/** Opens the bundled sample, or makes it anew. */
export function SampleForm() {
  const { open, isOpening, fault } = useOpenLog();
  return (
    <div className={styles['choices']}>
      <p className={styles['note']}>
        Two years of an invented company: some 400 people, 30 roles and 25 000 events, with a few
        stories for an auditor to find. It needs no Kafka. Role changes work in it too.
      </p>
      <p className={styles['note']}>
        Making it anew drops every change you made in it; its saved cuts no longer fit then.
      </p>
      <div className={styles['end']}>
        <Said look={fault ? 'wrong' : 'plain'}>{isOpening ? 'Opening…' : fault?.text}</Said>
        <Button look="danger" disabled={isOpening} onClick={() => open('sample', true)}>
          Make it anew
        </Button>
        <Button look="primary" disabled={isOpening} onClick={() => open('sample')}>
          Open the sample
        </Button>
      </div>
    </div>
  );
}
