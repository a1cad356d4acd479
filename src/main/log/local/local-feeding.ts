import type { LogIdentity } from '../log-port.ts';
import { identityOf, localIdentity } from './local-identity.ts';
import type { LocalNotes } from './local-notes.ts';
import type { LocalRecords } from './local-records.ts';

/**
 * Who the log is, and whether it is filled: the identity is fixed once, of the records that stand
 * there when it is first asked for, which for a file is not before its end was read.
 */
export function openFeeding(
  { kind, topic }: { readonly kind: 'local' | 'file'; readonly topic: string },
  records: LocalRecords,
  notes: LocalNotes,
) {
  let isFed = kind === 'local';
  const { promise: fed, resolve: feedingEnded } = Promise.withResolvers<void>();
  const fixed = (): LogIdentity => {
    const known = notes.get('identity');
    if (known !== null) return identityOf(topic, known);
    const identity = localIdentity(topic, records.firsts());
    notes.set('identity', identity.text);
    return identity;
  };
  return {
    async identity(): Promise<LogIdentity> {
      if (!isFed && notes.get('identity') === null) await fed;
      return fixed();
    },
    isFed: () => isFed,
    markFed(): void {
      isFed = true;
      fixed();
      feedingEnded();
    },
  };
}
