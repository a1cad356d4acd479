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

type RoleList = { readonly roles: readonly RoleAnswer[] };

const withHolders = ({ roles }: RoleList) => roles;
// How many hold each role changes with every step, what roles are called hardly ever.
const withoutHolders = ({ roles }: RoleList) => roles.map((role) => ({ ...role, holders: 0 }));

/** The roles at the playhead: one question, shared by whoever asks. */
export function useRolesHere(): RolesHere {
  return useRoles(withHolders);
}

/** The same without how many hold them: what is drawn with it is drawn anew only where a role changed. */
export function useRoleNamesHere(): RolesHere {
  return useRoles(withoutHolders);
}

function useRoles(select: (list: RoleList) => readonly RoleAnswer[]): RolesHere {
  const { token } = usePlayhead();
  const { data: roles } = useQuery({
    ...questions.roles.list.queryOptions({ input: { at: token } }),
    select,
  });
  return useMemo(() => {
    const byId = new Map(roles?.map((role) => [role.roleId, role]));
    return { byId, nameOf: (roleId) => byId.get(roleId)?.name ?? roleId };
  }, [roles]);
}
