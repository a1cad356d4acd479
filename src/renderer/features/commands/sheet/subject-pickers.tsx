import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useRolesHere } from '../../../domain-ui/use-roles-here.ts';
import { useUserName } from '../../../domain-ui/user-name.tsx';
import { questions } from '../../../rpc/clients.ts';
import { usePlayhead } from '../../../state/playhead-store.ts';
import { LabelledField } from '../../../ui/labelled-field.tsx';
import type { FieldAccess } from './field-access.ts';

const mostFound = 20;
const restMs = 120;

/** Chooses an active user by a part of the name, the e-mail or the id. */
export function PersonPicker({ of }: { readonly of: FieldAccess }) {
  const { token } = usePlayhead();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, restMs);
  const { data } = useQuery(
    questions.users.list.queryOptions({
      input: { at: token, search, status: 'active', limit: mostFound },
    }),
  );
  const { userId } = of.form;
  const name = useUserName(userId);
  const found = (data?.users ?? []).map((user) => ({
    value: user.userId,
    label: `${user.username ?? user.userId} · ${user.email ?? user.userId}`,
  }));
  const isListed = userId === '' || found.some(({ value }) => value === userId);
  return (
    <LabelledField id={useId()} label="User" isRequired trouble={of.troubleOf('userId')}>
      {(ids) => (
        <Select
          {...ids}
          size="xs"
          data-field="userId"
          data-autofocus={of.first === 'userId' || undefined}
          error={ids['aria-invalid']}
          placeholder="A name, an e-mail or an id"
          searchable
          data={isListed ? found : [{ value: userId, label: name }, ...found]}
          value={userId || null}
          // The reader has searched already.
          filter={({ options }) => options}
          nothingFoundMessage="No such active user"
          selectFirstOptionOnChange
          onSearchChange={setTyped}
          onChange={(value) => of.set('userId', value ?? '')}
          onBlur={() => of.touch('userId')}
        />
      )}
    </LabelledField>
  );
}

/** Chooses a role that exists. */
export function RoleChooser({ of }: { readonly of: FieldAccess }) {
  const { byId, nameOf } = useRolesHere();
  const { roleId } = of.form;
  const known = [...byId.values()]
    .filter((role) => role.status === 'active' || role.roleId === roleId)
    .map((role) => ({ value: role.roleId, label: nameOf(role.roleId) }));
  const isListed = roleId === '' || byId.has(roleId);
  return (
    <LabelledField id={useId()} label="Role" isRequired trouble={of.troubleOf('roleId')}>
      {(ids) => (
        <Select
          {...ids}
          size="xs"
          data-field="roleId"
          data-autofocus={of.first === 'roleId' || undefined}
          error={ids['aria-invalid']}
          placeholder="A role"
          searchable
          selectFirstOptionOnChange
          data={isListed ? known : [{ value: roleId, label: roleId }, ...known]}
          value={roleId || null}
          nothingFoundMessage="No such role"
          onChange={(value) => of.set('roleId', value ?? '')}
          onBlur={() => of.touch('roleId')}
        />
      )}
    </LabelledField>
  );
}
