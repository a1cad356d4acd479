import type { DomainEvent, EventType, RoleFields, UserFields } from '../../shared/domain/events.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import type { JsonObject } from '../../shared/kit/json.ts';
import { err, ok, type Result } from '../../shared/kit/result.ts';
import type { Fault } from './fault.ts';
import { FieldReader } from './field-reader.ts';
import { copyAttributes } from './read-attributes.ts';

/** An event's data as parsed. `exact` is the same with wide integers as texts: attributes are read from it. */
export type EventData = { readonly members: JsonObject; readonly exact: JsonObject };

/** Reads the data of one of the nine events; unknown fields and unknown `changes` are left out. */
export function readEventData(type: EventType, data: EventData): Result<DomainEvent, Fault> {
  const fields = new FieldReader(data.members);
  const event = eventOf(type, fields, data.exact);
  return fields.fault ? err(fields.fault) : ok(event);
}

function eventOf(type: EventType, fields: FieldReader, exact: JsonObject): DomainEvent {
  switch (type) {
    case 'UserCreatedEvent':
      return { type, data: { userId: fields.id('userId'), ...userFields(fields, exact) } };
    case 'UserUpdatedEvent':
      return { type, data: { userId: fields.id('userId'), changes: userChanges(fields, exact) } };
    case 'UserDeletedEvent':
      return { type, data: { userId: fields.id('userId') } };
    case 'UserLoggedInEvent':
      return { type, data: signIn(fields) };
    case 'RoleAssignedToUserEvent':
    case 'RoleUnassignedFromUserEvent':
      return { type, data: { userId: fields.id('userId'), roleId: fields.id('roleId') } };
    case 'RoleCreatedEvent':
      return { type, data: { roleId: fields.id('roleId'), ...roleFields(fields) } };
    case 'RoleUpdatedEvent':
      return { type, data: { roleId: fields.id('roleId'), changes: roleChanges(fields) } };
    case 'RoleDeletedEvent':
      return { type, data: { roleId: fields.id('roleId') } };
    default:
      return assertNever(type);
  }
}

function userFields(fields: FieldReader, exact: JsonObject): UserFields {
  return {
    username: fields.text('username'),
    email: fields.text('email'),
    displayName: fields.optionalText('displayName'),
    attributes: attributesOf(fields, exact),
  };
}

function signIn(fields: FieldReader) {
  return {
    userId: fields.id('userId'),
    ip: fields.optionalText('ip'),
    userAgent: fields.optionalText('userAgent'),
    method: fields.optionalText('method'),
  };
}

function roleFields(fields: FieldReader): RoleFields {
  return {
    name: fields.text('name'),
    description: fields.optionalText('description'),
    permissions: fields.texts('permissions'),
  };
}

function userChanges(fields: FieldReader, exact: JsonObject): Partial<UserFields> {
  const changes = changesOf(fields);
  const exactChanges = exact['changes'] as JsonObject;
  const read: Partial<UserFields> = {
    ...(changes.has('username') && { username: changes.text('username') }),
    ...(changes.has('email') && { email: changes.text('email') }),
    ...(changes.has('displayName') && { displayName: changes.optionalText('displayName') }),
    ...(changes.has('attributes') && { attributes: attributesOf(changes, exactChanges) }),
  };
  fields.fault ??= changes.fault;
  return read;
}

function roleChanges(fields: FieldReader): Partial<RoleFields> {
  const changes = changesOf(fields);
  const read: Partial<RoleFields> = {
    ...(changes.has('name') && { name: changes.text('name') }),
    ...(changes.has('description') && { description: changes.optionalText('description') }),
    ...(changes.has('permissions') && { permissions: changes.texts('permissions') }),
  };
  fields.fault ??= changes.fault;
  return read;
}

function changesOf(fields: FieldReader): FieldReader {
  return new FieldReader(fields.object('changes'), 'changes.');
}

function attributesOf(fields: FieldReader, exact: JsonObject): UserFields['attributes'] {
  const attributes = fields.optionalObject('attributes');
  // A fault is remembered by the reader; where there is none, both parses have the same shape.
  return attributes && !fields.fault ? copyAttributes(exact['attributes'] as JsonObject) : null;
}
