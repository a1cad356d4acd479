import { useState } from 'react';
import type { CommandType } from '../../../../shared/domain/commands.ts';
import { type CommandForm, type FieldName, formFields } from './command-form.ts';
import { isBegun } from './form-draft.ts';
import { roleIdOf } from './propose-id.ts';

/** What a form begins with. */
export type FormStart = {
  readonly type: CommandType;
  /** What is now: updates send only what differs from it. */
  readonly before: CommandForm;
  /** What the sheet opens with where nothing was kept. */
  readonly first: CommandForm;
  /** What was kept; null for nothing. */
  readonly restored: CommandForm | null;
  /** Keeps what was typed, or forgets it with null. */
  readonly keep: (form: CommandForm | null) => void;
};

/** A form somebody types in. */
export type LiveForm = {
  readonly form: CommandForm;
  readonly touched: ReadonlySet<string>;
  /** True while it shows what was kept from before. */
  readonly isRestored: boolean;
  set<Name extends FieldName>(name: Name, value: CommandForm[Name]): void;
  /** The field was left: what is wrong with it may be said. */
  touch(name: string): void;
  /** Somebody tried to confirm: what is wrong may be said of every field. */
  touchAll(): void;
  /** Back to what the sheet opened with. */
  startOver(): void;
};

/** Holds what is typed in a sheet, and keeps it. */
export function useCommandForm({ type, first, restored, keep }: FormStart): LiveForm {
  const [form, setForm] = useState(restored ?? first);
  const [touched, setTouched] = useState<ReadonlySet<string>>(new Set());
  const [isRestored, setRestored] = useState(restored !== null);
  const change = (next: CommandForm) => {
    setForm(next);
    keep(isBegun(type, next, first) ? next : null);
  };
  return {
    form,
    touched,
    isRestored,
    set: (name, value) => {
      const next = { ...form, [name]: value };
      change(type === 'CreateRole' && name === 'name' ? withProposedId(form, next) : next);
    },
    touch: (name) => setTouched((before) => new Set([...before, name])),
    touchAll: () => setTouched(new Set([...formFields[type], 'reason', 'ticket', 'all'])),
    startOver: () => {
      setForm(first);
      setTouched(new Set());
      setRestored(false);
      keep(null);
    },
  };
}

// The id follows the name until somebody writes another.
function withProposedId(before: CommandForm, next: CommandForm): CommandForm {
  return before.roleId === roleIdOf(before.name) ? { ...next, roleId: roleIdOf(next.name) } : next;
}
