import { bulks } from './bulks.ts';
import { commands } from './commands.ts';
import { drafts } from './drafts.ts';
import { log } from './log.ts';
import { notices } from './notices.ts';
import { roles } from './roles.ts';
import { users } from './users.ts';
import { host, workspace } from './workspace.ts';

/** What the reader answers. */
export const questions = { users, roles, log };

/** What the writer does. */
export const orders = { commands, bulks, drafts, notices, workspace };

/** What each host does for its window. */
export const hostCalls = { host };
