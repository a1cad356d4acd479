import { type Command, roleOf, userOf } from '../../shared/domain/commands.ts';
import type { Concerned } from './ground.ts';

/** The subjects a command is about; of a role that goes also who holds it. */
export function concernedSubjects(command: Command): Concerned {
  const user = userOf(command);
  const role = roleOf(command);
  const roles = role === null ? [] : [role];
  const holdings = command.type === 'DeleteRole' ? roles : [];
  return { users: user === null ? [] : [user], roles, holdings };
}
