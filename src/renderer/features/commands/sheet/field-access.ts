import type { CommandForm, FieldName } from './command-form.ts';
import { isChanged } from './form-draft.ts';
import type { LiveForm } from './use-command-form.ts';

/** What a field of the sheet needs to show itself and to be typed in. */
export type FieldAccess = Pick<LiveForm, 'form' | 'set' | 'touch'> & {
  /** What is now. */
  readonly before: CommandForm;
  /** True where only what differs from it is sent. */
  readonly isUpdate: boolean;
  /** The field that has the focus when the sheet opens. */
  readonly first: FieldName;
  /** Why the field is wrong; null where it is right. */
  troubleOf(field: FieldName): string | null;
};

/** What stands beside a field's label: whether an update changes it, and from what. */
export function fieldNote(
  { isUpdate, form, before }: FieldAccess,
  name: FieldName,
): { readonly note?: string; readonly isNoteWarm?: boolean } {
  if (!isUpdate) return {};
  if (!isChanged(name, form, before)) return { note: 'unchanged' };
  const was = before[name];
  const note = typeof was === 'string' ? `was ${was === '' ? 'empty' : was}` : 'changed';
  return { note, isNoteWarm: true };
}
