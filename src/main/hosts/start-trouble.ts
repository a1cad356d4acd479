import { FaultError } from '../../shared/contract/fault.ts';

const misunderstood = new Set(['bad_request', 'bad_log_address', 'choose_topic', 'file_not_found']);

/** Why the app could not start, as a sentence. */
export function sentenceOf(error: unknown): string {
  if (error instanceof FaultError) return error.fault.text;
  if (codeOf(error) === 'EADDRINUSE') {
    return 'The port is taken by another program. Choose another one, or 0 for any that is free.';
  }
  return `Playhead could not start: ${error instanceof Error ? error.message : String(error)}`;
}

/** 2 where what was asked for cannot be, 1 where it could not be done. */
export function exitCodeOf(error: unknown): number {
  return error instanceof FaultError && misunderstood.has(error.fault.code) ? 2 : 1;
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : null;
}
