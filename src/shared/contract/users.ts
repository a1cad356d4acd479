import { z } from 'zod';
import { at, atCut, id, isoTime, offset, paging, partition, procedure } from './answer.ts';
import { brief, entry } from './entries.ts';

/** What a subject is at a cut. */
export const subjectStatus = z.enum(['active', 'deleted', 'unknown']);

/** A user at a cut. */
export const user = z.object({
  userId: z.string(),
  username: z.string().nullable(),
  email: z.string().nullable(),
  displayName: z.string().nullable(),
  attributes: z.record(z.string(), z.unknown()).nullable(),
  status: subjectStatus,
  /** Role ids held, by code point. */
  roles: z.array(z.string()),
  loginCount: z.number().int(),
  lastLoginAt: isoTime.nullable(),
  createdAt: isoTime.nullable(),
  updatedAt: isoTime.nullable(),
  deletedAt: isoTime.nullable(),
  version: z.number().int(),
});

/** Since when, where and by whom. */
export const since = z.object({
  partition: z.number().int(),
  offset: z.number().int(),
  time: isoTime,
  actor: z.string().nullable(),
});

const heldRole = z.object({
  roleId: z.string(),
  /** Null where the role is dangling or nameless. */
  name: z.string().nullable(),
  permissions: z.array(z.string()),
  privileged: z.boolean(),
  /** True where no such role exists at the cut. */
  dangling: z.boolean(),
  since,
});

const statusList = z
  .string()
  .max(100)
  .regex(/^(active|deleted|unknown)(,(active|deleted|unknown))*$/);

const ofUser = { userId: id, ...at };

/** Questions about users. */
export const users = {
  list: procedure
    .route({ method: 'GET', path: '/users', summary: 'A page of users at a cut, by username' })
    .input(
      z.object({
        ...at,
        ...paging,
        /** Part of a name, an e-mail or an id; case does not matter. */
        search: z.string().max(1000).optional(),
        /** One status, or several with commas; all three unless asked. */
        status: statusList.optional(),
        /** Role id held. */
        role: id.optional(),
      }),
    )
    .output(
      z.object({
        users: z.array(user),
        /** Users that match, on all pages. */
        total: z.number().int(),
        /** Of those, how many of each status. */
        byStatus: z.object({
          active: z.number().int(),
          deleted: z.number().int(),
          unknown: z.number().int(),
        }),
        after: z.string().nullable(),
        ...atCut,
      }),
    ),
  get: procedure
    .route({ method: 'GET', path: '/users/{userId}', summary: 'One user at a cut' })
    .input(z.object(ofUser))
    .output(z.object({ user, heldRoles: z.array(heldRole), ...atCut })),
  history: procedure
    .route({
      method: 'GET',
      path: '/users/{userId}/history',
      summary: 'What happened to a user, newest first',
    })
    .input(
      z.object({
        ...ofUser,
        limit: paging.limit,
        /** The cursor of the page before. */
        before: z.string().max(65_536).optional(),
        /** Also the first so many entries after the cut, for a faint preview. */
        later: z.coerce.number().int().min(0).max(100).default(0),
        /** `true` adds quarantined records that carry the user's key. */
        quarantined: z.enum(['true', 'false']).default('false'),
        brief,
      }),
    )
    .output(
      z.object({
        entries: z.array(entry),
        before: z.string().nullable(),
        /** Entries up to the cut. */
        total: z.number().int(),
        /** Entries just after the cut, newest first; empty unless asked for. */
        later: z.array(entry),
        /** Entries after the cut, up to head. */
        laterTotal: z.number().int(),
        ...atCut,
      }),
    ),
  lane: procedure
    .route({
      method: 'GET',
      path: '/users/{userId}/lane',
      summary: 'A user over all time, for the timeline',
    })
    .input(z.object({ userId: id }))
    .output(
      z.object({
        /** By tick; `kind` says colour. At most 5 000, evenly thinned. */
        dots: z.array(
          z.object({
            tau: z.number().int(),
            partition,
            offset,
            kind: z.enum(['people', 'roles', 'signIns', 'problem']),
          }),
        ),
        bars: z.array(
          z.object({
            roleId: z.string(),
            name: z.string().nullable(),
            privileged: z.boolean(),
            fromTau: z.number().int(),
            /** Null while held at head. */
            toTau: z.number().int().nullable(),
          }),
        ),
      }),
    ),
};

/** A user at a cut, as it travels. */
export type UserAnswer = z.infer<typeof user>;
