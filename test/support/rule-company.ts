import { type FileEvent, userCreated } from './file-log.ts';

const role = (roleId: string): FileEvent => ({
  partition: 0,
  type: 'RoleCreatedEvent',
  data: { roleId, name: roleId, permissions: [] },
});
const about = (type: string, partition: number, data: FileEvent['data']): FileEvent => ({
  ...{ type, partition, data },
});

/** A small company in which every rule of the state can be broken. */
export const company: readonly FileEvent[] = [
  ...['admin', 'reader', 'retired'].map(role),
  about('RoleDeletedEvent', 0, { roleId: 'retired' }),
  ...['ada', 'bob', 'gone'].map((id) => userCreated(id, 1)),
  about('RoleAssignedToUserEvent', 1, { userId: 'ada', roleId: 'admin' }),
  about('RoleAssignedToUserEvent', 1, { userId: 'bob', roleId: 'reader' }),
  about('UserDeletedEvent', 1, { userId: 'gone' }),
  about('UserLoggedInEvent', 1, { userId: 'ghost' }),
  userCreated('split', 1),
  about('UserLoggedInEvent', 2, { userId: 'split' }),
];

/** A role and those who hold it, in another partition than the company. */
export function crowd(roleId: string, holders: number): FileEvent[] {
  const ids = Array.from({ length: holders }, (_none, n) => `member-${n}`);
  return [
    role(roleId),
    ...ids.flatMap((userId) => [
      userCreated(userId, 3),
      about('RoleAssignedToUserEvent', 3, { userId, roleId }),
    ]),
  ];
}
