import { useSettings } from '../domain-ui/use-commands-switch.ts';
import { switchZone, usePreferences } from '../state/preferences.ts';
import { ChipButton } from '../ui/chip.tsx';
import { classNames } from '../ui/class-names.ts';
import { Icon } from '../ui/icon.tsx';
import { Kbd } from '../ui/kbd.tsx';
import styles from './bars.module.css';
import { BulkChip } from './bulk-chip.tsx';
import { CommandsChip } from './commands-chip.tsx';
import { showDialog } from './dialog-store.ts';
import { WorkspaceHealth } from './workspace-health.tsx';

/** The name, the log and how it is, search, what is switched on, who you are. */
export function TitleBar() {
  return (
    <header className={styles['titleBar']}>
      <div className={styles['side']}>
        <span className={styles['name']}>Playhead</span>
        <WorkspaceHealth />
      </div>
      <button type="button" className={styles['search']} onClick={() => showDialog('search')}>
        <Icon name="search" />
        <span className={styles['searchText']}>Search people, roles, views, actions</span>
        <Kbd>Ctrl K</Kbd>
      </button>
      <div className={classNames(styles['side'], styles['end'])}>
        <BulkChip />
        <ZoneSwitch />
        <CommandsChip />
        <Operator />
      </div>
    </header>
  );
}

function ZoneSwitch() {
  const zone = usePreferences((state) => state.zone);
  return (
    <ChipButton
      onClick={switchZone}
      title="Times in UTC or in your own zone"
      aria-label={`Times are ${zone === 'utc' ? 'UTC' : 'local'}: switch`}
    >
      {zone === 'utc' ? 'UTC' : 'Local time'}
    </ChipButton>
  );
}

function Operator() {
  const { settings } = useSettings();
  if (!settings) return null;
  return (
    <ChipButton
      className={styles['operator']}
      onClick={() => showDialog('settings')}
      title={`Commands are issued as ${settings.operator}`}
    >
      {settings.operator}
    </ChipButton>
  );
}
