import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RoleAnswer } from '../../shared/contract/roles.ts';
import { questions } from '../rpc/clients.ts';
import { usePlayhead } from '../state/playhead-store.ts';

/** The roles at the playhead, by id. */
export type RolesHere = {
  readonly byId: ReadonlyMap<string, RoleAnswer>;
  /** The role's name, or its id where it has none here. */
  readonly nameOf: (roleId: string) => string;
};

/** The roles at the playhead: one question, shared by whoever asks. */
export function useRolesHere(): RolesHere {
  const { token } = usePlayhead();
  const { data } = useQuery(questions.roles.list.queryOptions({ input: { at: token } }));
  return useMemo(() => {
    const byId = new Map(data?.roles.map((role) => [role.roleId, role]));
    return { byId, nameOf: (roleId) => byId.get(roleId)?.name ?? roleId };
  }, [data]);
}
