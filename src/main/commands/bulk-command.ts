import type { BulkChange } from '../../shared/contract/bulks.ts';
import type { CommandBody } from '../../shared/domain/commands.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { StoredBulk, StoredLine } from '../store/desk/bulk-rows.ts';
import type { CommandInput } from './open-commands.ts';

/** What a bulk's change means for one user. */
export function bodyFor(change: BulkChange, userId: string): CommandBody {
  switch (change.type) {
    case 'AssignRoleToUser':
    case 'UnassignRoleFromUser':
      return { type: change.type, data: { userId, roleId: change.roleId } };
    case 'DeleteUser':
      return { type: 'DeleteUser', data: { userId } };
    default:
      return assertNever(change);
  }
}

/** The command of one line. */
export function bulkCommand(bulk: StoredBulk, { userId, commandId }: StoredLine): CommandInput {
  const { bulkId, change, actor, reason, ticket, basis } = bulk;
  return { ...bodyFor(change, userId), commandId, actor, reason, ticket, basis, bulkId };
}
