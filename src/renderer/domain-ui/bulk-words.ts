import type { BulkCard, BulkChange } from '../../shared/contract/bulks.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { countOf } from '../ui/format-count.ts';

/** Says one change for many users as an imperative: "Grant Auditor to 38 users". */
export function bulkSentence(
  change: BulkChange,
  count: number,
  roleName: (roleId: string) => string,
): string {
  const users = countOf(count, 'user');
  switch (change.type) {
    case 'AssignRoleToUser':
      return `Grant ${roleName(change.roleId)} to ${users}`;
    case 'UnassignRoleFromUser':
      return `Take ${roleName(change.roleId)} away from ${users}`;
    case 'DeleteUser':
      return `Delete ${users}`;
    default:
      return assertNever(change);
  }
}

/** How much of a bulk is behind it, 0 to 100: whole only when no line waits or is under way. */
export function bulkPercent({ counts: { total, waiting } }: Pick<BulkCard, 'counts'>): number {
  if (total === 0) return 100;
  const percent = Math.round(((total - waiting) / total) * 100);
  return waiting > 0 ? Math.min(99, percent) : percent;
}

/** Ms until no line waits, at the rate of the last seconds; null where nobody can tell. */
export function bulkTimeLeft({ counts, rate, state }: BulkCard): number | null {
  return state === 'running' && rate > 0 ? (counts.waiting / rate) * 1000 : null;
}
