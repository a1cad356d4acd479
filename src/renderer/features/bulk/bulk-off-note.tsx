import { useCommandsSwitch } from '../../domain-ui/use-commands-switch.ts';
import { goLive } from '../../state/window-store.ts';
import { Button } from '../../ui/button.tsx';
import styles from './bulk.module.css';
import type { WhyBulkOff } from './why-bulk-off.ts';

/** Says why nothing can be started now, and offers the step that helps. */
export function BulkOffNote({ off }: { readonly off: WhyBulkOff }) {
  const { turnOn, isPending, fault } = useCommandsSwitch();
  return (
    <div className={styles['off']} role="status">
      <div>
        <b>{off.title}</b>
        <p>{fault ? fault.text : off.text}</p>
      </div>
      {off.step === 'go_live' && (
        <Button look="live" onClick={goLive}>
          Go live
        </Button>
      )}
      {off.step === 'turn_on' && (
        <Button disabled={isPending} onClick={turnOn}>
          Turn commands on
        </Button>
      )}
    </div>
  );
}
