import type { UserFields } from '../../shared/domain/events.ts';
import type { JsonObject } from '../../shared/kit/json.ts';
import type { ByteRun } from './byte-run.ts';
import { PlainFields } from './plain-fields.ts';
import { copyAttributes } from './read-attributes.ts';

type Changes = { -readonly [Name in keyof UserFields]?: UserFields[Name] };

// Places of the four fields, in `changes` and in a creation; there the user's id stands before them.
const [username, email, displayName, attributes] = [1, 2, 3, 4];
const changed = new PlainFields(['', 'username', 'email', 'displayName', 'attributes']);

/** The fields of a creation; null where one is missing or not of its type. */
export function readPlainUser(run: ByteRun, fields: PlainFields): UserFields | null {
  if (!fields.isText(run, username) || !fields.isText(run, email)) return null;
  if (!isTextOrNull(run, fields, displayName) || !isObjectOrNull(run, fields, attributes))
    return null;
  return {
    username: fields.text(run, username),
    email: fields.text(run, email),
    displayName: fields.isAbsent(run, displayName) ? null : fields.text(run, displayName),
    attributes: fields.isAbsent(run, attributes) ? null : readPlainAttributes(run, fields),
  };
}

/** The changes that fill the bytes [from, to); null where they are not plain, or one is not of its type. */
export function readPlainChanges(run: ByteRun, from: number, to: number): Changes | null {
  if (!changed.read(run, from, to)) return null;
  const changes: Changes = {};
  if (changed.has(username)) {
    if (!changed.isText(run, username)) return null;
    changes.username = changed.text(run, username);
  }
  if (changed.has(email)) {
    if (!changed.isText(run, email)) return null;
    changes.email = changed.text(run, email);
  }
  if (changed.has(displayName)) {
    if (!isTextOrNull(run, changed, displayName)) return null;
    changes.displayName = changed.isAbsent(run, displayName)
      ? null
      : changed.text(run, displayName);
  }
  if (changed.has(attributes)) {
    if (!isObjectOrNull(run, changed, attributes)) return null;
    changes.attributes = changed.isAbsent(run, attributes)
      ? null
      : readPlainAttributes(run, changed);
  }
  return changes;
}

function isTextOrNull(run: ByteRun, fields: PlainFields, place: number): boolean {
  return fields.isAbsent(run, place) || fields.isText(run, place);
}

function isObjectOrNull(run: ByteRun, fields: PlainFields, place: number): boolean {
  return fields.isAbsent(run, place) || fields.isObject(run, place);
}

function readPlainAttributes(run: ByteRun, fields: PlainFields): JsonObject {
  const text = run.buffer.toString('latin1', fields.from(attributes), fields.to(attributes));
  return copyAttributes(JSON.parse(text) as JsonObject);
}
