import type { LogIdentity } from '../log-port.ts';

/** The one transactional id under which every Playhead writes to this log: it is their fence. */
export function transactionalIdOf({ cluster, topic }: LogIdentity): string {
  return `playhead.${cluster}.${topic}.commands`;
}
