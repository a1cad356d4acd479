import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRolesHere } from '../../domain-ui/use-roles-here.ts';
import { useUserName } from '../../domain-ui/user-name.tsx';
import { questions } from '../../rpc/clients.ts';
import { usePlayhead } from '../../state/playhead-store.ts';
import { setFilter } from '../../state/window-store.ts';
import styles from './events.module.css';

const found = 20;
const restMs = 120;

/** Narrows the events to those of one user. */
export function UserFilter({ userId }: { readonly userId: string | null }) {
  const { token } = usePlayhead();
  const [typed, setTyped] = useState('');
  const [search] = useDebouncedValue(typed, restMs);
  const { data } = useQuery(
    questions.users.list.queryOptions({ input: { at: token, search, limit: found } }),
  );
  const name = useUserName(userId ?? '');
  const users = (data?.users ?? []).map((user) => ({
    value: user.userId,
    label: user.username ?? user.userId,
  }));
  const isListed = userId === null || users.some(({ value }) => value === userId);
  return (
    <Select
      size="xs"
      aria-label="User"
      placeholder="Any user"
      className={styles['select']}
      searchable
      clearable
      data-filter
      data={isListed ? users : [{ value: userId, label: name }, ...users]}
      value={userId}
      // The reader has searched already.
      filter={({ options }) => options}
      nothingFoundMessage="No such user here"
      onSearchChange={setTyped}
      onChange={(value) => setFilter('user', value)}
    />
  );
}

/** Narrows the events to those that concern one role. */
export function RoleFilter({ roleId }: { readonly roleId: string | null }) {
  const { byId, nameOf } = useRolesHere();
  const ids = roleId === null || byId.has(roleId) ? [...byId.keys()] : [roleId, ...byId.keys()];
  return (
    <Select
      size="xs"
      aria-label="Role"
      placeholder="Any role"
      className={styles['select']}
      searchable
      clearable
      data={ids.map((value) => ({ value, label: nameOf(value) }))}
      value={roleId}
      nothingFoundMessage="No such role here"
      onChange={(value) => setFilter('role', value)}
    />
  );
}
