import type { Command } from './commands.ts';
import type { HouseRules } from './decision-state.ts';
import { matchesTicketPattern } from './ticket-pattern.ts';

/** The rules a command breaks by itself, whatever the state is. */
export type ContentRuleCode =
  | 'actor_required'
  | 'reason_required'
  | 'ticket_mismatch'
  | 'id_invalid'
  | 'username_required'
  | 'email_invalid'
  | 'role_name_required';

/** A rule looked at: the field of the form it is about, and why it is broken; null where it holds. */
export type Verdict<Code extends string> = {
  readonly code: Code;
  readonly field: string | null;
  readonly why: string | null;
};

/** The length of the longest id a command may give, in UTF-16 units. */
const longestId = 200;
// A local part, one @, and a domain with a dot: what a person mistypes, not what RFC 5322 allows.
const email = /^[^\s@"(),:;<>[\\\]]+@[^\s@.]+(?:\.[^\s@.]+)+$/u;
const control = /[\p{Cc}\p{Zl}\p{Zp}]/u;

/** Looks at every rule of a command's own content, in the order in which they are told. */
export function contentVerdicts(command: Command, house: HouseRules): Verdict<ContentRuleCode>[] {
  return [
    verdict('actor_required', 'actor', isBlank(command.actor) && 'Say who is doing this.'),
    verdict('reason_required', 'reason', isBlank(command.reason) && 'Say why this is done.'),
    ...ticketVerdicts(command, house),
    ...fieldVerdicts(command),
  ];
}

function ticketVerdicts({ ticket }: Command, { ticketPattern }: HouseRules) {
  if (ticketPattern === null) return [];
  const isMissing = ticket === null && `Name a ticket like ${ticketPattern}.`;
  const isOther =
    ticket !== null &&
    !matchesTicketPattern(ticket, ticketPattern) &&
    `${ticket} does not look like ${ticketPattern}.`;
  return [verdict('ticket_mismatch', 'ticket', isMissing || isOther)];
}

function fieldVerdicts(command: Command): Verdict<ContentRuleCode>[] {
  switch (command.type) {
    case 'CreateUser':
      return [
        verdict('id_invalid', 'userId', idTrouble(command.data.userId)),
        ...userFieldVerdicts(command.data),
      ];
    case 'UpdateUser':
      return userFieldVerdicts(command.data.changes);
    case 'CreateRole':
      return [
        verdict('id_invalid', 'roleId', idTrouble(command.data.roleId)),
        ...roleFieldVerdicts(command.data),
      ];
    case 'UpdateRole':
      return roleFieldVerdicts(command.data.changes);
    default:
      return [];
  }
}

type UserText = { readonly username?: string; readonly email?: string };

function userFieldVerdicts(fields: UserText): Verdict<ContentRuleCode>[] {
  const { username, email: address } = fields;
  const found: Verdict<ContentRuleCode>[] = [];
  if (username !== undefined) {
    const why = isBlank(username) ? 'A user needs a username.' : lineTrouble(username);
    found.push(verdict('username_required', 'username', why));
  }
  if (address !== undefined) {
    const why = !email.test(address) && `“${address}” is no e-mail address like ada@acme.example.`;
    found.push(verdict('email_invalid', 'email', why));
  }
  return found;
}

function roleFieldVerdicts({ name }: { readonly name?: string }): Verdict<ContentRuleCode>[] {
  if (name === undefined) return [];
  const why = isBlank(name) ? 'A role needs a name.' : lineTrouble(name);
  return [verdict('role_name_required', 'name', why)];
}

function idTrouble(id: string): string | false {
  if (isBlank(id)) return 'An id is needed: it names the subject for good.';
  if (id !== id.trim()) return 'An id begins and ends with something that can be seen.';
  if (id.length > longestId) return `An id has ${longestId} characters at most.`;
  return lineTrouble(id);
}

function lineTrouble(text: string): string | false {
  const isBroken = control.test(text) || !text.isWellFormed();
  return isBroken && 'It holds a character that cannot be shown in one line.';
}

function verdict(
  code: ContentRuleCode,
  field: string,
  why: string | false,
): Verdict<ContentRuleCode> {
  return { code, field, why: why || null };
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
