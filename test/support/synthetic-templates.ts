import { encodeEvent } from '../../src/main/codec/encode-event.ts';
import type { DomainEvent, EventType } from '../../src/shared/domain/events.ts';
import { type RecordTemplate, recordTemplate } from './record-template.ts';

/** The bytes of one type of event, with places for ids and the time. */
export type EventTemplate = { readonly value: RecordTemplate; readonly headers: RecordTemplate };

const valueBytes = 270;
// Runs of letters as wide as what replaces them: ids of 8 letters, the event id of 12, a time of 24.
const user = 'UUUUUUUU';
const role = 'RRRRRRRR';
const number = 'NNNNNNNN';
const eventId = 'EEEEEEEEEEEE';
const placeholderTime = Date.UTC(2001, 0, 1);
const timeRun = new Date(placeholderTime).toISOString();

const fields = {
  username: `n-${number}`,
  email: `${number}@corp.example`,
  displayName: null,
  attributes: { department: 'Operations', site: 'Turku' },
};

const events: readonly DomainEvent[] = [
  { type: 'UserCreatedEvent', data: { userId: user, ...fields } },
  {
    type: 'UserUpdatedEvent',
    data: { userId: user, changes: { displayName: `Name ${number}` } },
  },
  { type: 'UserDeletedEvent', data: { userId: user } },
  {
    type: 'UserLoggedInEvent',
    data: { userId: user, ip: '10.20.30.40', userAgent: 'Mozilla/5.0 Firefox', method: 'passkey' },
  },
  { type: 'RoleAssignedToUserEvent', data: { userId: user, roleId: role } },
  { type: 'RoleUnassignedFromUserEvent', data: { userId: user, roleId: role } },
  {
    type: 'RoleCreatedEvent',
    data: { roleId: role, name: `Role ${number}`, description: null, permissions: ['users:read'] },
  },
  {
    type: 'RoleUpdatedEvent',
    data: { roleId: role, changes: { description: `Since ${number}` } },
  },
];

/** A template a type of event; only role deletions have none. */
export const eventTemplates = new Map<EventType, EventTemplate>(
  events.map((event) => [event.type, templateOf(event)]),
);

function templateOf(event: DomainEvent): EventTemplate {
  const { value, headers } = encodeEvent(event, {
    id: eventId,
    source: '/synthetic',
    time: placeholderTime,
    subject: null,
    version: 1,
    actor: null,
    actorType: null,
    reason: null,
    ticket: null,
    basis: null,
    correlationId: null,
    causationId: null,
    recordedTime: null,
  });
  const padded = pad(new TextDecoder().decode(value));
  return {
    value: recordTemplate(Buffer.from(padded), present(padded, { user, role, number })),
    headers: recordTemplate(
      headers,
      present(Buffer.from(headers).toString('latin1'), { user, role, eventId, time: timeRun }),
    ),
  };
}

// An unknown field fills the value up to the size of the mix.
function pad(json: string): string {
  const open = `${json.slice(0, -1)},"trace":"`;
  return `${open.padEnd(valueBytes - 2, '0')}"}`;
}

function present(text: string, runs: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(runs).filter(([, run]) => text.includes(run)));
}
