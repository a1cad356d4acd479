import type { EventType, FoldedUserEvent } from '../../shared/domain/events.ts';
import type { PackedRecord } from '../../shared/log/packed-record.ts';
import { type ByteRun, isSame } from './byte-run.ts';
import { PlainFields } from './plain-fields.ts';
import { readPlainChanges, readPlainUser } from './plain-user-fields.ts';
import { recallId } from './recall-id.ts';

// One of each for all records: decoding never waits in between. The user's id is always first.
const userId = 0;
const signIn = new PlainFields(['userId', 'ip', 'userAgent', 'method']);
const assignment = new PlainFields(['userId', 'roleId']);
const update = new PlainFields(['userId', 'changes']);
const creation = new PlainFields(['userId', 'username', 'email', 'displayName', 'attributes']);
const deletion = new PlainFields(['userId']);

/**
 * Reads the data of a user's event whose value is plain JSON and whose key is the id that the data
 * names; null for everything else, of which it says nothing.
 */
export function readOrdinaryData(
  type: EventType,
  run: ByteRun,
  record: PackedRecord,
): FoldedUserEvent | null {
  switch (type) {
    case 'UserLoggedInEvent':
      return readSignIn(run, record);
    case 'RoleAssignedToUserEvent':
    case 'RoleUnassignedFromUserEvent':
      return readAssignment(type, run, record);
    case 'UserUpdatedEvent':
      return readUpdate(run, record);
    case 'UserCreatedEvent':
      return readCreation(run, record);
    case 'UserDeletedEvent':
      return isOfKey(deletion, run, record) ? { type, data: { userId: idOf(run, record) } } : null;
    default:
      return null;
  }
}

function readSignIn(run: ByteRun, record: PackedRecord): FoldedUserEvent | null {
  if (!isOfKey(signIn, run, record)) return null;
  for (let place = 1; place <= 3; place++) {
    if (!signIn.isAbsent(run, place) && !signIn.isText(run, place)) return null;
  }
  return { type: 'UserLoggedInEvent', data: { userId: idOf(run, record) } };
}

function readAssignment(
  type: 'RoleAssignedToUserEvent' | 'RoleUnassignedFromUserEvent',
  run: ByteRun,
  record: PackedRecord,
): FoldedUserEvent | null {
  // A name that stands twice anywhere is a fault in what concerns roles.
  if (!isOfKey(assignment, run, record) || !assignment.isFlatAndDistinct(run)) return null;
  if (!assignment.isText(run, 1)) return null;
  const [from, to] = [assignment.from(1) + 1, assignment.to(1) - 1];
  if (from === to) return null;
  return { type, data: { userId: idOf(run, record), roleId: recallId(run, from, to) } };
}

function readUpdate(run: ByteRun, record: PackedRecord): FoldedUserEvent | null {
  if (!isOfKey(update, run, record) || !update.isObject(run, 1)) return null;
  const changes = readPlainChanges(run, update.from(1), update.to(1));
  return changes && { type: 'UserUpdatedEvent', data: { userId: idOf(run, record), changes } };
}

function readCreation(run: ByteRun, record: PackedRecord): FoldedUserEvent | null {
  if (!isOfKey(creation, run, record)) return null;
  const fields = readPlainUser(run, creation);
  return fields && { type: 'UserCreatedEvent', data: { userId: idOf(run, record), ...fields } };
}

/** Reads the value; true where it names the user that the key does. */
function isOfKey(fields: PlainFields, run: ByteRun, record: PackedRecord): boolean {
  const { keyFrom, keyTo, valueFrom, valueTo } = record;
  if (!fields.read(run, valueFrom, valueTo) || !fields.isText(run, userId)) return false;
  const from = fields.from(userId) + 1;
  const length = fields.to(userId) - 1 - from;
  return length > 0 && length === keyTo - keyFrom && isSame(run.bytes, from, keyFrom, length);
}

function idOf(run: ByteRun, { keyFrom, keyTo }: PackedRecord): string {
  return recallId(run, keyFrom, keyTo);
}
