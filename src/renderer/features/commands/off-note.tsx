import { useCommandsSwitch } from '../../domain-ui/use-commands-switch.ts';
import { goLive } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './sheet.module.css';
import type { WhyOff } from './why-off.ts';

/** Says why nothing can be changed now, and offers the step that helps. */
export function OffNote({ off }: { readonly off: WhyOff }) {
  return (
    <div className={styles['off']} role="status">
      <div>
        <b>{off.title}</b>
        <p>{off.text}</p>
      </div>
      {off.step === 'go_live' && (
        <Button look="live" data-autofocus onClick={goLive}>
          Go live
        </Button>
      )}
      {off.step === 'turn_on' && <TurnOn />}
    </div>
  );
}

function TurnOn() {
  const { turnOn, isPending, fault } = useCommandsSwitch();
  return (
    <div>
      <Button disabled={isPending} onClick={turnOn}>
        Turn commands on
      </Button>
      {fault && <p>{fault.text}</p>}
    </div>
  );
}
