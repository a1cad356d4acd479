/** What a person is called: the display name, else the username, else the id. */
export function personName({
  displayName,
  username,
  userId,
}: {
  readonly displayName: string | null;
  readonly username: string | null;
  readonly userId: string;
}): string {
  return displayName?.trim() || username?.trim() || userId;
}
