import fc from 'fast-check';
import type { Envelope } from '../../src/shared/domain/envelope.ts';
import type {
  DomainEvent,
  RoleEvent,
  RoleFields,
  UserEvent,
  UserFields,
} from '../../src/shared/domain/events.ts';
import type { Json, JsonObject } from '../../src/shared/kit/json.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const someText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 });
const nullable = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });

// Few ids, so that events of a sequence meet.
const arbitraryUserId = fc.constantFrom('u-1', 'u-2', 'ä/Ω', '__proto__');
const arbitraryRoleId = fc.constantFrom('r-1', 'r-2', 'constructor');

// As it comes back from the codec: JSON has one zero, and wide integers come back as texts.
const json = fc
  .jsonValue({ depthSize: 'small', maxDepth: 4 })
  .map((value) => JSON.parse(JSON.stringify(value), narrow) as Json);

function narrow(_key: string, value: unknown): unknown {
  return typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER ? 1 : value;
}

const attributes: fc.Arbitrary<JsonObject> = fc
  .dictionary(fc.oneof(text, fc.constant('__proto__')), json, { maxKeys: 4 })
  .map((object) => Object.assign(Object.create(null), object) as JsonObject);

const userFields: fc.Arbitrary<UserFields> = fc.record({
  username: text,
  email: text,
  displayName: nullable(text),
  attributes: nullable(attributes),
});

const roleFields: fc.Arbitrary<RoleFields> = fc.record({
  name: text,
  description: nullable(text),
  permissions: fc.array(text, { maxLength: 4 }),
});

const userChanges = fc.record(
  { username: text, email: text, displayName: nullable(text), attributes: nullable(attributes) },
  { requiredKeys: [] },
);
const roleChanges = fc.record(
  { name: text, description: nullable(text), permissions: fc.array(text, { maxLength: 4 }) },
  { requiredKeys: [] },
);

/** Any event of a user. */
export const arbitraryUserEvent: fc.Arbitrary<UserEvent> = arbitraryUserId.chain((userId) =>
  fc.oneof(
    userFields.map((fields) => ({
      type: 'UserCreatedEvent' as const,
      data: { userId, ...fields },
    })),
    userChanges.map((changes) => ({
      type: 'UserUpdatedEvent' as const,
      data: { userId, changes },
    })),
    fc.constant({ type: 'UserDeletedEvent' as const, data: { userId } }),
    fc
      .record({ ip: nullable(text), userAgent: nullable(text), method: nullable(text) })
      .map((signIn) => ({ type: 'UserLoggedInEvent' as const, data: { userId, ...signIn } })),
    fc
      .tuple(
        fc.constantFrom('RoleAssignedToUserEvent' as const, 'RoleUnassignedFromUserEvent' as const),
        arbitraryRoleId,
      )
      .map(([type, roleId]) => ({ type, data: { userId, roleId } })),
  ),
);

/** Any event of a role. */
export const arbitraryRoleEvent: fc.Arbitrary<RoleEvent> = arbitraryRoleId.chain((roleId) =>
  fc.oneof(
    roleFields.map((fields) => ({
      type: 'RoleCreatedEvent' as const,
      data: { roleId, ...fields },
    })),
    roleChanges.map((changes) => ({
      type: 'RoleUpdatedEvent' as const,
      data: { roleId, changes },
    })),
    fc.constant({ type: 'RoleDeletedEvent' as const, data: { roleId } }),
  ),
);

/** Any of the nine events. */
export const arbitraryEvent: fc.Arbitrary<DomainEvent> = fc.oneof(
  arbitraryUserEvent,
  arbitraryRoleEvent,
);

/** Any envelope that can be written and read back: optional texts are null or not empty. */
export const arbitraryEnvelope: fc.Arbitrary<Envelope> = fc.record({
  id: someText,
  source: someText,
  time: nullable(fc.integer({ min: -62_167_219_200_000, max: 253_402_300_799_999 })),
  subject: fc.constant(null),
  version: fc.constant(1),
  actor: nullable(someText),
  actorType: nullable(someText),
  reason: nullable(someText),
  ticket: nullable(someText),
  basis: nullable(someText),
  correlationId: nullable(someText),
  causationId: nullable(someText),
  recordedTime: nullable(someText),
});
