import { Switch } from '@mantine/core';
import { targetName } from '../domain-ui/kafka-target.ts';
import { type CommandsSwitch, useCommandsSwitch } from '../domain-ui/use-commands-switch.ts';
import styles from './dialogs.module.css';

/** Whether this workspace's window may write; for a shared log a person is asked first. */
export function CommandsSetting() {
  const found = useCommandsSwitch();
  const { settings, isPending, fault, turnOn, turnOff } = found;
  if (!settings) return null;
  return (
    <div className={styles['setting']}>
      <Switch
        label="Commands"
        checked={settings.commandsOn}
        disabled={!settings.commandsAllowed || isPending}
        onChange={(event) => (event.currentTarget.checked ? turnOn() : turnOff())}
      />
      <p className={styles['note']}>{noteOf(found)}</p>
      {fault && <p className={styles['wrong']}>{fault.text}</p>}
    </div>
  );
}

function noteOf({ settings, target }: CommandsSwitch): string {
  if (!settings?.commandsAllowed) {
    return 'This host gives no leave to issue commands. Start it with --allow-commands to change that.';
  }
  const where = target ? `the shared topic ${targetName(target)}` : 'the log of this machine';
  return `When on, changes can be made from this window; they become new events in ${where}.`;
}
