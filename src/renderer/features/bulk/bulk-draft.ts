import { type BulkForm, emptyForm } from './bulk-form.ts';

/** The key the draft of a bulk is kept under. */
export const bulkDraftKey = 'bulk';

const types: readonly unknown[] = ['AssignRoleToUser', 'UnassignRoleFromUser', 'DeleteUser'];

/** Writes a form as its draft is kept. */
export function writeDraft({ who, typedCount: _typed, ...form }: BulkForm): string {
  // A list of short texts is shortest as lines.
  return JSON.stringify({ ...form, who: who.join('\n') });
}

/** Reads a draft; null where it is none of a bulk. */
export function readDraft(text: string): BulkForm | null {
  const found = parsed(text);
  if (found === null || !types.includes(found['type'])) return null;
  const { bulkId, type, roleId, who, reason, ticket } = found;
  if (typeof bulkId !== 'string') return null;
  return {
    ...emptyForm(bulkId),
    type: type as BulkForm['type'],
    roleId: typeof roleId === 'string' ? roleId : null,
    who: textOf(who)
      .split('\n')
      .filter((name) => name !== ''),
    reason: textOf(reason),
    ticket: textOf(ticket),
  };
}

function parsed(text: string): { readonly [name: string]: unknown } | null {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? { ...found } : null;
  } catch {
    return null;
  }
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
