import { z } from 'zod';
import { id } from './answer.ts';

/** The longest name, e-mail or description a command may give, in UTF-16 units. */
const longestText = 1_000;
const text = z.string().trim().max(longestText);
const optionalText = text.nullable().default(null);
const attributes = z.record(z.string().max(longestText), z.json());
const permissions = z.array(z.string().trim().min(1).max(longestText)).max(1_000);
const userId = id.min(1);
const roleId = id.min(1);

const userFields = {
  username: text,
  email: text,
  displayName: optionalText,
  attributes: attributes.nullable().default(null),
};
const roleFields = { name: text, description: optionalText, permissions };
const userChanges = z.object({
  username: text.optional(),
  email: text.optional(),
  displayName: text.nullable().optional(),
  attributes: attributes.nullable().optional(),
});
const roleChanges = z.object({
  name: text.optional(),
  description: text.nullable().optional(),
  permissions: permissions.optional(),
});

/** A command's type and data joined with other fields: one variant a command type. */
export function withBody<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.discriminatedUnion('type', [
    z.object({
      ...shape,
      type: z.literal('CreateUser'),
      data: z.object({ userId, ...userFields }),
    }),
    z.object({
      ...shape,
      type: z.literal('UpdateUser'),
      data: z.object({ userId, changes: userChanges }),
    }),
    z.object({ ...shape, type: z.literal('DeleteUser'), data: z.object({ userId }) }),
    z.object({ ...shape, type: z.literal('AssignRoleToUser'), data: z.object({ userId, roleId }) }),
    z.object({
      ...shape,
      type: z.literal('UnassignRoleFromUser'),
      data: z.object({ userId, roleId }),
    }),
    z.object({
      ...shape,
      type: z.literal('CreateRole'),
      data: z.object({ roleId, ...roleFields }),
    }),
    z.object({
      ...shape,
      type: z.literal('UpdateRole'),
      data: z.object({ roleId, changes: roleChanges }),
    }),
    z.object({
      ...shape,
      type: z.literal('DeleteRole'),
      /** With its holders: whoever holds the role loses it in the same atomic append. */
      data: z.object({ roleId, withHolders: z.boolean().default(false) }),
    }),
  ]);
}

/** What somebody wants done, as it travels. */
export const commandBody = withBody({});
/** What somebody wants done, as it travels. */
export type CommandDraft = z.infer<typeof commandBody>;
