import type { CommandType } from '../../../shared/domain/commands.ts';
import { assertNever } from '../../../shared/kit/assert-never.ts';

/** Says a command as an imperative: "Grant administrator to j.dvorak". */
export function commandSentence(type: CommandType, role: string, person: string): string {
  switch (type) {
    case 'AssignRoleToUser':
      return `Grant ${role} to ${person}`;
    case 'UnassignRoleFromUser':
      return `Take ${role} away from ${person}`;
    default:
      return assertNever(type);
  }
}
