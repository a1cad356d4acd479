import { Select } from '@mantine/core';
import { useId, useState } from 'react';
import { useRolesHere } from '../../../domain-ui/use-roles-here.ts';
import { useUserName } from '../../../domain-ui/user-name.tsx';
import { LabelledField } from '../../../ui/labelled-field.tsx';
import type { FieldAccess } from './field-access.ts';
import { usePeople } from './use-people.ts';

/** Chooses an active user by a part of the name, the e-mail or the id: arrows and Enter, never by typing alone. */
export function PersonPicker({ of }: { readonly of: FieldAccess }) {
  const [typed, setTyped] = useState('');
  const { userId } = of.form;
  const name = useUserName(userId);
  const [chosen, setChosen] = useState<string | null>(null);
  // What is chosen stands in the field as text: that text is not what is looked for.
  const found = usePeople(typed === chosen ? '' : typed);
  const people = found ?? [];
  const isListed = userId === '' || people.some(({ value }) => value === userId);
  return (
    <LabelledField
      id={useId()}
      label="User"
      isRequired
      trouble={of.troubleOf('userId')}
      hint="Type a part of the name, then ↓ and Enter."
    >
      {(ids) => (
        <Select
          {...ids}
          size="xs"
          data-field="userId"
          data-autofocus={of.first === 'userId' || undefined}
          error={ids['aria-invalid']}
          placeholder="A name, an e-mail or an id"
          searchable
          data={isListed ? people : [{ value: userId, label: chosen ?? name }, ...people]}
          value={userId || null}
          // The reader has searched already; what it found for other words is not offered.
          filter={({ options }) => (found === null ? [] : options)}
          nothingFoundMessage={found === null ? 'Looking…' : 'No such active user'}
          onSearchChange={setTyped}
          onChange={(value, option) => {
            setChosen(option?.label ?? null);
            of.set('userId', value ?? '');
          }}
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
