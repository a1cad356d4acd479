import { MultiSelect } from '@mantine/core';
import { skipToken, useQuery } from '@tanstack/react-query';
import type { Settings } from '../../shared/contract/workspace.ts';
import { useSettings } from '../domain-ui/use-commands-switch.ts';
import { questions } from '../rpc/clients.ts';
import { usePlayheadStore } from '../state/playhead-store.ts';
import styles from './dialogs.module.css';
import { SavedNote } from './saved-note.tsx';

/** The roles whose last holder is kept: picking or taking one out is kept at once. */
export function ProtectedRolesSetting({ settings }: { readonly settings: Settings }) {
  const found = useSettings();
  const choices = useRoleChoices(settings.protectedRoles);
  return (
    <div className={styles['setting']}>
      <MultiSelect
        label="Protected roles"
        description="The last holder of a protected role cannot lose it, be deleted, or see the role deleted."
        placeholder={settings.protectedRoles.length === 0 ? 'None: pick a role' : 'Add a role'}
        searchable
        hidePickedOptions
        nothingFoundMessage="No role matches."
        maxDropdownHeight={200}
        data={choices}
        value={settings.protectedRoles}
        disabled={found.isPending}
        comboboxProps={{ transitionProps: { duration: 0 } }}
        onChange={(protectedRoles) => found.change({ protectedRoles })}
      />
      <p className={styles['note']}>
        <SavedNote {...found} />
      </p>
    </div>
  );
}

/** The roles at head by name; one that is protected but does not exist any more is kept to be seen. */
function useRoleChoices(kept: readonly string[]) {
  const at = usePlayheadStore((state) => state.head?.token ?? state.resolved?.token);
  const input = at === undefined ? skipToken : { at };
  const { data } = useQuery(questions.roles.list.queryOptions({ input }));
  const roles = (data?.roles ?? []).filter(
    ({ roleId, status }) => status === 'active' || kept.includes(roleId),
  );
  const stray = kept.filter((id) => !roles.some(({ roleId }) => roleId === id));
  return [
    ...roles.map(({ roleId, name }) => ({ value: roleId, label: name ?? roleId })),
    ...stray.map((id) => ({ value: id, label: `${id} (not there)` })),
  ];
}
