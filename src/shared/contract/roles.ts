import { z } from 'zod';
import { at, atCut, id, isoTime, paging, procedure } from './answer.ts';
import { entry } from './entries.ts';
import { since, subjectStatus } from './users.ts';

const role = z.object({
  roleId: z.string(),
  name: z.string().nullable(),
  description: z.string().nullable(),
  permissions: z.array(z.string()),
  status: subjectStatus,
  privileged: z.boolean(),
  /** Users that hold it at the cut. */
  holders: z.number().int(),
  createdAt: isoTime.nullable(),
  updatedAt: isoTime.nullable(),
  deletedAt: isoTime.nullable(),
  version: z.number().int(),
});

const holder = z.object({ userId: z.string(), username: z.string().nullable(), since });

const ofRole = { roleId: id, ...at };

/** Questions about roles. */
export const roles = {
  list: procedure
    .route({ method: 'GET', path: '/roles', summary: 'All roles at a cut, by name' })
    .input(z.object(at))
    .output(
      z.object({
        /** Roles seen; a role that is only held, never seen, is `unknown` and dangling. */
        roles: z.array(role),
        total: z.number().int(),
        ...atCut,
      }),
    ),
  get: procedure
    .route({ method: 'GET', path: '/roles/{roleId}', summary: 'One role at a cut' })
    .input(z.object(ofRole))
    .output(z.object({ role, ...atCut })),
  holders: procedure
    .route({
      method: 'GET',
      path: '/roles/{roleId}/holders',
      summary: 'A page of who holds a role at a cut, since when, by whom; by username',
    })
    .input(z.object({ ...ofRole, ...paging }))
    .output(
      z.object({
        holders: z.array(holder),
        /** Holders on all pages. */
        total: z.number().int(),
        after: z.string().nullable(),
        /** True where the role is held but does not exist at the cut. */
        dangling: z.boolean(),
        ...atCut,
      }),
    ),
  history: procedure
    .route({
      method: 'GET',
      path: '/roles/{roleId}/history',
      summary: 'What happened to a role itself, newest first',
    })
    .input(z.object({ ...ofRole, limit: paging.limit, before: z.string().max(65_536).optional() }))
    .output(
      z.object({
        entries: z.array(entry),
        before: z.string().nullable(),
        total: z.number().int(),
        ...atCut,
      }),
    ),
};

/** A role at a cut, as it travels. */
export type RoleAnswer = z.infer<typeof role>;
/** A user that holds a role, as it travels. */
export type HolderAnswer = z.infer<typeof holder>;
