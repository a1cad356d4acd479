import type { CommandType } from '../../../../shared/domain/commands.ts';
import { type CommandForm, type FieldName, formFields } from './command-form.ts';

const needed: readonly FieldName[] = ['username', 'email', 'userId', 'name', 'roleId'];

/** The field a sheet begins at: the first that needs something, of an update the first there is, else the reason. */
export function firstField(type: CommandType, form: CommandForm): FieldName {
  const fields = formFields[type];
  if (type === 'DeleteRole') return 'withHolders';
  const blank = fields.find((name) => needed.includes(name) && form[name] === '');
  if (blank !== undefined) return blank;
  return type.startsWith('Update') ? (fields[0] ?? 'reason') : 'reason';
}
