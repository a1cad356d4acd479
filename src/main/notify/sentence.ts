import type { DomainEvent } from '../../shared/domain/events.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { formatPlace } from '../../shared/log/position.ts';
import type { Notice } from './notice.ts';

const longest = 200;
// Control characters, and those that turn the direction of a text or cannot be seen.
const unseen = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/** What happened, in one line: a subject for an e-mail. */
export function headline({ event: { event } }: Notice): string {
  return whatHappened(event);
}

/** What happened, when, by whom, why, and where in the log it stands; a line each. */
export function story(notice: Notice): string {
  const { envelope } = notice.event;
  const lines = [
    headline(notice),
    `At ${isoTime(notice.time)}${said(' by ', envelope.actor)}`,
    said('Reason: ', envelope.reason),
    said('Ticket: ', envelope.ticket),
    `In the log: ${formatPlace(notice.partition, notice.offset)}`,
  ];
  return lines.filter((line) => line !== '').join('\n');
}

function whatHappened(event: DomainEvent): string {
  switch (event.type) {
    case 'UserCreatedEvent':
      return `User ${user(event)} was created as ${plain(event.data.username)}`;
    case 'UserUpdatedEvent':
      return `User ${user(event)} was changed: ${names(event.data.changes)}`;
    case 'UserDeletedEvent':
      return `User ${user(event)} was deleted`;
    case 'UserLoggedInEvent':
      return `User ${user(event)} signed in`;
    case 'RoleAssignedToUserEvent':
      return `Role ${role(event)} was given to user ${user(event)}`;
    case 'RoleUnassignedFromUserEvent':
      return `Role ${role(event)} was taken from user ${user(event)}`;
    case 'RoleCreatedEvent':
      return `Role ${role(event)} was created as ${plain(event.data.name)}`;
    case 'RoleUpdatedEvent':
      return `Role ${role(event)} was changed: ${names(event.data.changes)}`;
    case 'RoleDeletedEvent':
      return `Role ${role(event)} was deleted`;
    default:
      return assertNever(event);
  }
}

function user({ data }: { readonly data: { readonly userId: string } }): string {
  return plain(data.userId);
}

function role({ data }: { readonly data: { readonly roleId: string } }): string {
  return plain(data.roleId);
}

function names(changes: object): string {
  return Object.keys(changes).sort().join(', ');
}

function said(before: string, text: string | null): string {
  return text === null ? '' : before + plain(text);
}

/** On one line, with nothing in it that is not seen, and not too long: whoever wrote the event may wish for more. */
function plain(text: string): string {
  const [...signs] = text.replace(unseen, '\u{fffd}').toWellFormed();
  return signs.length <= longest ? signs.join('') : `${signs.slice(0, longest - 1).join('')}…`;
}
