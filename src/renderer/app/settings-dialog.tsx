import { SegmentedControl, Switch, TextInput, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import type { Settings } from '../../shared/contract/workspace.ts';
import { orders } from '../rpc/clients.ts';
import { faultOf } from '../rpc/fault-of.ts';
import { usePreferences } from '../state/preferences.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './dialogs.module.css';

/** What the person may choose: looks and times for this window, name and commands for the workspace. */
export function SettingsDialog({ onClose }: { onClose: () => void }) {
  const { data } = useQuery(orders.workspace.settings.queryOptions({ input: {} }));
  return (
    <Dialog title="Settings" onClose={onClose} width={480}>
      <div>
        <LookSetting />
        <ZoneSetting />
        {data && <OperatorSetting settings={data} />}
        {data && <CommandsSetting settings={data} />}
      </div>
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

function useChange() {
  const client = useQueryClient();
  return useMutation(
    orders.workspace.change.mutationOptions({
      onSuccess: (settings) =>
        client.setQueryData(orders.workspace.settings.queryKey({ input: {} }), settings),
    }),
  );
}

function OperatorSetting({ settings }: { settings: Settings }) {
  const change = useChange();
  const [name, setName] = useState(settings.operator);
  const save = (event: FormEvent) => {
    event.preventDefault();
    change.mutate({ operator: name });
  };
  return (
    <form className={styles['setting']} onSubmit={save}>
      <div className={styles['row']}>
        <TextInput
          style={{ flex: 1 }}
          label="Operator"
          description="Commands of this workspace are issued under this name."
          value={name}
          maxLength={200}
          onChange={(event) => setName(event.currentTarget.value)}
          error={change.error ? faultOf(change.error).text : undefined}
        />
        <Button
          type="submit"
          style={{ alignSelf: 'flex-end' }}
          disabled={name.trim() === '' || name === settings.operator || change.isPending}
        >
          Save
        </Button>
      </div>
    </form>
  );
}

function CommandsSetting({ settings }: { settings: Settings }) {
  const change = useChange();
  return (
    <div className={styles['setting']}>
      <Switch
        label="Commands"
        checked={settings.commandsOn}
        disabled={!settings.commandsAllowed || change.isPending}
        onChange={(event) => change.mutate({ commandsOn: event.currentTarget.checked })}
      />
      <p className={styles['note']}>
        {settings.commandsAllowed
          ? 'When on, role changes can be issued from this window; they become new events in the log.'
          : 'This host gives no leave to issue commands. Start it with --allow-commands to change that.'}
      </p>
      {change.error && <p className={styles['wrong']}>{faultOf(change.error).text}</p>}
    </div>
  );
}
