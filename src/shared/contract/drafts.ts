import { z } from 'zod';
import { isoTime, procedure } from './answer.ts';

/** How many bytes of JSON one draft may hold, counted in UTF-16 units. */
const longestDraft = 262_144;
const key = z.string().min(1).max(1000);

/** What somebody began to write and did not send: it outlives the window. Answered by the writer. */
export const drafts = {
  list: procedure.input(z.object({})).output(
    z.object({
      drafts: z.array(z.object({ key, form: z.string(), savedAt: isoTime })),
    }),
  ),
  /** Replaces the draft of that key; `form` is JSON of the form's own making. */
  save: procedure.input(z.object({ key, form: z.string().max(longestDraft) })).output(z.object({})),
  drop: procedure.input(z.object({ key })).output(z.object({})),
};
