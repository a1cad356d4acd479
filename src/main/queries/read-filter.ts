import { FaultError } from '../../shared/contract/fault.ts';
import { eventTypes, isEventType } from '../../shared/domain/events.ts';
import type { RecordFilter } from '../store/read/record-filter.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';

/** Which events are asked for: types with commas, a user, a role. */
export type AskedFilter = {
  readonly type?: string | undefined;
  readonly userId?: string | undefined;
  readonly roleId?: string | undefined;
};

/** A filter by numbers; null where the log names no such subject. Throws FaultError for a type that is none. */
export function readFilter(
  snapshot: Snapshot,
  { type, userId, roleId }: AskedFilter,
): RecordFilter | null {
  const types = type === undefined ? null : readTypes(type);
  const user = userId === undefined ? null : subjectNumber(snapshot, 'user', userId);
  const role = roleId === undefined ? null : subjectNumber(snapshot, 'role', roleId);
  return user === undefined || role === undefined ? null : { types, user, role };
}

function readTypes(text: string): number[] {
  return text.split(',').map((name) => {
    if (isEventType(name)) return eventTypes.indexOf(name);
    const said = `"${name.slice(0, 60)}" is no event type. The types are ${eventTypes.join(', ')}.`;
    throw new FaultError({ code: 'bad_request', text: said, data: { type: name.slice(0, 200) } });
  });
}
