import { ORPCError } from '@orpc/client';
import { RefusedError } from './wire.ts';

/** What went wrong, as a page shows it: a stable code, a sentence, data for the curious. */
export type ShownFault = { readonly code: string; readonly text: string; readonly data?: unknown };

/** Reads any error a call ended with. */
export function faultOf(error: unknown): ShownFault {
  if (error instanceof ORPCError) {
    return { code: String(error.code), text: error.message, data: error.data };
  }
  if (error instanceof RefusedError) {
    return { code: 'unauthorized', text: 'This page needs a new link from Playhead.' };
  }
  return {
    code: 'connection_lost',
    text: 'The answer did not come: the connection to Playhead was lost. It is tried again by itself.',
  };
}
