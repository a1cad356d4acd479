import { SegmentedControl, useMantineColorScheme } from '@mantine/core';
import { useSettings } from '../domain-ui/use-commands-switch.ts';
import { usePreferences } from '../state/preferences.ts';
import { Dialog } from '../ui/dialog.tsx';
import { CommandsSetting } from './commands-setting.tsx';
import styles from './dialogs.module.css';
import { ProtectedRolesSetting } from './protected-roles-setting.tsx';
import { OperatorSetting, TicketSetting } from './text-settings.tsx';

/** What the person may choose: looks and times for this window, rules, name and commands for the workspace. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { settings } = useSettings();
  return (
    <Dialog title="Settings" onClose={onClose} width={560}>
      <section aria-label="This window">
        <h3 className={styles['settingsHead']}>This window</h3>
        <LookSetting />
        <ZoneSetting />
      </section>
      {settings && (
        <section aria-label="This workspace">
          <h3 className={styles['settingsHead']}>This workspace</h3>
          <CommandsSetting />
          <OperatorSetting settings={settings} />
          <ProtectedRolesSetting settings={settings} />
          <TicketSetting settings={settings} />
        </section>
      )}
    </Dialog>
  );
}

function LookSetting() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <div className={styles['setting']}>
      <div className={styles['row']}>
        <span>Look</span>
        <SegmentedControl
          aria-label="Look"
          size="xs"
          transitionDuration={0}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as typeof colorScheme)}
          data={[
            { value: 'auto', label: 'As the system' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
        />
      </div>
    </div>
  );
}

function ZoneSetting() {
  const zone = usePreferences((state) => state.zone);
  return (
    <div className={styles['setting']}>
      <div className={styles['row']}>
        <span>Times</span>
        <SegmentedControl
          aria-label="Times"
          size="xs"
          transitionDuration={0}
          value={zone}
          onChange={(value) => usePreferences.setState({ zone: value === 'utc' ? 'utc' : 'local' })}
          data={[
            { value: 'utc', label: 'UTC' },
            { value: 'local', label: 'Local' },
          ]}
        />
      </div>
    </div>
  );
}
