import type { SubjectStatus } from '../../../shared/domain/user-state.ts';
import type { Address } from '../../state/address.ts';

/** What the table is narrowed to; empty means anybody. */
export type UserFilters = {
  readonly search?: string;
  readonly status?: string;
  readonly role?: string;
};

/** The statuses in the order in which chips show them. */
export const statuses: readonly SubjectStatus[] = ['active', 'deleted', 'unknown'];

/** Reads the filters of the address; what is no filter of this table, or malformed, is left out. */
export function readFilters(filters: Address['filters']): UserFilters {
  const search = filters['search']?.trim().slice(0, 1000);
  const status = statusesOf(filters['status']).join(',');
  const role = filters['role'];
  return { ...(search && { search }), ...(status && { status }), ...(role && { role }) };
}

/** The statuses a filter names, in the order of the chips; all three are the same as none. */
export function statusesOf(said: string | undefined): SubjectStatus[] {
  const named = (said ?? '').split(',');
  const found = statuses.filter((status) => named.includes(status));
  return found.length === statuses.length ? [] : found;
}

/** True where the table shows everybody. */
export function isEverybody(filters: UserFilters): boolean {
  return Object.keys(filters).length === 0;
}
