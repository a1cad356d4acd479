import { useId } from 'react';
import { type KafkaTarget, targetName } from '../domain-ui/kafka-target.ts';
import { askToTurnOn, useTurnOnQuestion } from '../domain-ui/turn-on-store.ts';
import { useCommandsSwitch } from '../domain-ui/use-commands-switch.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { Field } from '../ui/field.tsx';
import styles from './dialogs.module.css';

/** Asks, naming the cluster, whether this window may write to a shared log. Stands once in the window. */
export function TurnOnDialog() {
  const isAsked = useTurnOnQuestion((state) => state.isAsked);
  const { target } = useCommandsSwitch();
  return isAsked && target ? <Question target={target} /> : null;
}

function Question({ target }: { readonly target: KafkaTarget }) {
  const { change, isPending, fault } = useCommandsSwitch();
  const told = useId();
  const close = () => askToTurnOn(false);
  return (
    <Dialog title="Write to this cluster?" width={520} focusesInside onClose={close}>
      <div id={told}>
        <dl className={styles['target']}>
          <Field name="Topic">
            <b>{target.topic}</b>
          </Field>
          <Field name="Cluster">
            <span className={styles['mono']}>{target.cluster ?? 'not known yet'}</span>
          </Field>
          <Field name="Brokers">
            <span className={styles['mono']}>{target.brokers.join(', ')}</span>
          </Field>
        </dl>
        <ul className={styles['means']}>
          <li>
            Changes made in this window become events of this topic, for everybody who reads it.
          </li>
          <li>
            An event cannot be taken out of the log again. A change is undone only by another one.
          </li>
          <li>
            It stays on in this workspace until somebody turns it off. Meanwhile the window has a
            coloured edge, and one press on “Writing to…” in the title bar turns it off.
          </li>
        </ul>
      </div>
      {fault && (
        <p className={styles['wrong']} role="alert">
          {fault.text}
        </p>
      )}
      <div className={styles['answers']}>
        <Button data-autofocus onClick={close}>
          Stay read-only
        </Button>
        <Button
          look="writing"
          aria-describedby={told}
          disabled={isPending}
          title={`Turns commands on for ${targetName(target)}`}
          onClick={() => change({ commandsOn: true }, close)}
        >
          Turn commands on for {target.topic}
        </Button>
      </div>
    </Dialog>
  );
}
