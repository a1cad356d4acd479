import type { BulkChange } from '../../../shared/contract/bulks.ts';
import { mostBulkUsers } from '../../../shared/domain/bulk-size.ts';
import { matchesTicketPattern } from '../../../shared/domain/ticket-pattern.ts';

/** What somebody began to change for many users, and did not start yet. */
export type BulkForm = {
  /** Made once a sheet, so that starting it again starts nothing twice. */
  readonly bulkId: string;
  readonly type: BulkChange['type'];
  readonly roleId: string | null;
  /** Ids, usernames or e-mails, in the order they were named. */
  readonly who: readonly string[];
  readonly reason: string;
  readonly ticket: string;
  /** The number of users, typed to confirm that they are deleted. */
  readonly typedCount: string;
};

/** What is wrong with a form before it is started: which field, and a sentence. */
export type FormTrouble = {
  readonly field: 'role' | 'who' | 'reason' | 'ticket' | 'count';
  readonly text: string;
};

/** A form nobody has written in. */
export function emptyForm(bulkId: string): BulkForm {
  const type = 'AssignRoleToUser';
  return { bulkId, type, roleId: null, who: [], reason: '', ticket: '', typedCount: '' };
}

/** The change a form asks for; null while the role is still to be chosen. */
export function changeOf({ type, roleId }: BulkForm): BulkChange | null {
  if (type === 'DeleteUser') return { type };
  return roleId === null ? null : { type, roleId };
}

/** True where nothing would be lost by forgetting the form. */
export function isUntouched({ who, reason, ticket }: BulkForm): boolean {
  return who.length === 0 && reason.trim() === '' && ticket.trim() === '';
}

/** The first thing that keeps a form from being started; null where nothing does. `ready` counts the lines that would be issued. */
export function formTrouble(
  form: BulkForm,
  { ready, ticketPattern }: { readonly ready: number; readonly ticketPattern: string | null },
): FormTrouble | null {
  if (changeOf(form) === null) return { field: 'role', text: 'Choose a role first.' };
  if (form.who.length > mostBulkUsers) return { field: 'who', text: tooMany(form.who.length) };
  if (form.reason.trim() === '') return { field: 'reason', text: 'Every change needs a reason.' };
  const wants = ticketPattern !== null && !matchesTicketPattern(form.ticket.trim(), ticketPattern);
  if (wants) return { field: 'ticket', text: `Name a ticket of the form ${ticketPattern}.` };
  if (form.type === 'DeleteUser' && form.typedCount.trim() !== String(ready)) {
    return { field: 'count', text: `Type ${ready} to delete that many users.` };
  }
  return null;
}

function tooMany(count: number): string {
  return `At most ${mostBulkUsers} can be changed at once, and ${count} are named. Take ${count - mostBulkUsers} out.`;
}
