import type { SettingsChange } from '../domain-ui/use-commands-switch.ts';
import styles from './dialogs.module.css';

/** Says that a setting is being kept, was kept, or why it was not; it takes its room from the start. */
export function SavedNote({ isPending, isKept, fault }: SettingsChange) {
  const said = fault ? fault.text : isPending ? 'Saving…' : isKept ? 'Saved' : '';
  return (
    <span
      className={styles[fault ? 'wrong' : 'saved']}
      role={fault ? 'alert' : 'status'}
      aria-live="polite"
    >
      {said}
    </span>
  );
}
