import type { Entry } from '../../shared/contract/entries.ts';
import type { EventType } from '../../shared/domain/events.ts';

/** The colour an event has wherever it appears. */
type EntryKind = 'people' | 'roles' | 'sign-ins' | 'wrong';

/** The kind an event type belongs to. */
export function kindOfType(type: EventType): Exclude<EntryKind, 'wrong'> {
  if (type === 'UserLoggedInEvent') return 'sign-ins';
  return type.startsWith('Role') ? 'roles' : 'people';
}

/** The kind of an entry: `wrong` where it did not decode or did not fit. */
export function kindOfEntry({ type, outcome }: Pick<Entry, 'type' | 'outcome'>): EntryKind {
  const isWrong = type === null || outcome === 'quarantined' || outcome.startsWith('anomaly:');
  return isWrong ? 'wrong' : kindOfType(type);
}
