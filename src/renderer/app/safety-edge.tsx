import { useCommandsSwitch } from '../domain-ui/use-commands-switch.ts';
import styles from './shell.module.css';

/** A coloured edge around the whole window while commands reach a shared log; the title bar says so in words. */
export function SafetyEdge() {
  const { settings, target } = useCommandsSwitch();
  if (!settings?.commandsOn || target === null) return null;
  return <div className={styles['edge']} data-testid="safety-edge" aria-hidden="true" />;
}
