/** An id for a new role that can be read: its name in small letters, joined by hyphens. */
export function roleIdOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** An id for a new user: short, and of which no two are alike; `uuid` is where it comes from. */
export function userIdOf(uuid: string): string {
  return `u-${uuid.replaceAll('-', '').slice(0, 10)}`;
}
