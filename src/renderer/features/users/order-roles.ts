type RoleFacts = {
  readonly isPrivileged: (roleId: string) => boolean;
  /** Granted by the event under the playhead. */
  readonly isNew: (roleId: string) => boolean;
  readonly nameOf: (roleId: string) => string;
};

/** Roles in the order of a row: what the current event granted, then privileged ones, then by name. */
export function orderRoles(
  roleIds: readonly string[],
  { isPrivileged, isNew, nameOf }: RoleFacts,
): string[] {
  const weight = (roleId: string) => (isNew(roleId) ? 0 : isPrivileged(roleId) ? 1 : 2);
  return roleIds.toSorted(
    (a, b) => weight(a) - weight(b) || nameOf(a).localeCompare(nameOf(b), 'en'),
  );
}
