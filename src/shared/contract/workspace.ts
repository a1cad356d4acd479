import { z } from 'zod';
import { longestTicketPattern } from '../domain/ticket-pattern.ts';
import { id, isoTime, procedure } from './answer.ts';

const settings = z.object({
  /** The name commands of this window are issued under. */
  operator: z.string(),
  /** The workspace's switch. */
  commandsOn: z.boolean(),
  /** The host's leave: without it the switch cannot be turned on. */
  commandsAllowed: z.boolean(),
  /** Ids of roles whose last holder is kept. */
  protectedRoles: z.array(z.string()),
  /** What a ticket must look like (`#` digits, `*` any text, `|` or); null where none is asked for. */
  ticketPattern: z.string().nullable(),
  /** The cluster commands would write to, as its own id; null for local logs and until it is known. */
  cluster: z.string().nullable(),
});

const settingsWish = z.object({
  operator: z.string().trim().min(1).max(200).optional(),
  commandsOn: z.boolean().optional(),
  protectedRoles: z.array(id.min(1)).max(1000).optional(),
  ticketPattern: z.string().trim().min(1).max(longestTicketPattern).nullable().optional(),
});

/** Orders about the open workspace: answered by the writer. */
export const workspace = {
  settings: procedure.input(z.object({})).output(settings),
  change: procedure.input(settingsWish).output(settings),
  /** Tries a Kafka connection without leaving a trace in the cluster. */
  testKafka: procedure
    .input(z.object({ brokers: z.string().max(2000), topic: z.string().max(249) }))
    .output(
      z.object({
        clusterId: z.string(),
        partitions: z.number().int(),
        /** Offsets the topic holds now, markers included. */
        records: z.number().int(),
        tookMs: z.number(),
      }),
    ),
};

const workspaceCard = z.object({
  /** Name of its folder. */
  name: z.string(),
  /** How a person wrote the log's address. */
  address: z.string(),
  kind: z.enum(['sample', 'file', 'kafka']),
  openedAt: isoTime,
  isOpen: z.boolean(),
});

const preparing = z.object({ percent: z.number(), trouble: z.string().nullable() });

/** How far a workspace is with being brought to the layout of this version (0 to 100), and what stopped it. */
export type Preparing = z.infer<typeof preparing>;

/** What each host does for its window. */
export const host = {
  describe: procedure.input(z.object({})).output(
    z.object({
      kind: z.enum(['electron', 'browser']),
      version: z.string(),
      canPickFile: z.boolean(),
      workspace: workspaceCard,
      /** Until it answers: how far it is with bringing the workspace to the layout of this version, and what stopped it. */
      preparing: preparing.nullable(),
    }),
  ),
  /** A file dialog; null where the person changed their mind, or the host has none. */
  pickFile: procedure.input(z.object({})).output(z.object({ path: z.string().nullable() })),
  workspaces: procedure.input(z.object({})).output(z.array(workspaceCard)),
  /** Opens a log in its own workspace and closes the one before; the window starts anew. */
  open: procedure
    .input(
      z.object({
        address: z.string().max(8192),
        /** Only for the sample: makes it anew. */
        reset: z.boolean().default(false),
      }),
    )
    .output(workspaceCard),
};

/** What a workspace's person set, joined with what the host allows. */
export type Settings = z.infer<typeof settings>;
/** What a workspace's person changes. */
export type SettingsWish = z.infer<typeof settingsWish>;
/** A workspace as a list shows it. */
export type WorkspaceCard = z.infer<typeof workspaceCard>;
