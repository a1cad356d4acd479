import { z } from 'zod';
import type { CommandForm } from './command-form.ts';

const text = z.string();

const storedForm = z.object({
  /** The draft the sheet was opened with, as JSON; empty for none. */
  seed: text,
  /** The id it was last confirmed under; null where it never was. */
  sentAs: text.nullable(),
  form: z.object({
    userId: text,
    username: text,
    email: text,
    displayName: text,
    attributes: z.array(z.object({ name: text, value: text })),
    roleId: text,
    name: text,
    description: text,
    permissions: z.array(text),
    withHolders: z.boolean(),
    reason: text,
    ticket: text,
  }),
});

/** A form as it outlives its window. */
export type StoredForm = {
  readonly seed: string;
  readonly sentAs: string | null;
  readonly form: CommandForm;
};

/** Reads a kept form; null for what is none, or of another version. */
export function readStoredForm(json: string): StoredForm | null {
  return storedForm.safeParse(parsed(json)).data ?? null;
}

const storedRoleChanges = z.object({
  changes: z.array(
    z.object({ type: z.enum(['AssignRoleToUser', 'UnassignRoleFromUser']), roleId: text }),
  ),
  reason: text,
  ticket: text,
});

/** What somebody began to change of a user's roles, as it outlives its window. */
export type StoredRoleChanges = z.infer<typeof storedRoleChanges>;

/** Reads kept role changes; null for what is none, or of another version. */
export function readStoredRoleChanges(json: string): StoredRoleChanges | null {
  return storedRoleChanges.safeParse(parsed(json)).data ?? null;
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
