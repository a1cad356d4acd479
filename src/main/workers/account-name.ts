import { userInfo } from 'node:os';

/** The name of the account the app runs under: the operator's, until the person says another. */
export function accountName(): string {
  try {
    return userInfo().username;
  } catch {
    // An account without a name, as containers have them.
    return 'operator';
  }
}
