const privileged =
  /^(?:\*|.+:\*|(?:users|roles|admin|security|permissions):(?:write|manage|admin|grant))$/;

/** True for a role whose holder can change who may do what: it is shown in red. */
export function isPrivileged(permissions: readonly string[]): boolean {
  return permissions.some((permission) => privileged.test(permission));
}
