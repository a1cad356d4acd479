import type { Receipt } from '../../../shared/contract/commands.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { type CommandNames, commandSentence } from '../../domain-ui/command-sentence.ts';
import { statusWords } from './receipt-steps.ts';

/** A receipt as plain text, for a ticket or a mail. Times are UTC. */
export function receiptText(receipt: Receipt, names: CommandNames): string {
  const { data } = receipt;
  const lines: [string, string | null][] = [
    ['Command', receipt.commandId],
    ['Status', statusWords[receipt.status]],
    ['User', 'userId' in data ? withId(names.person ?? data.userId, data.userId) : null],
    ['Role', 'roleId' in data ? withId(names.role ?? data.roleId, data.roleId) : null],
    ['By', receipt.actor],
    ['Reason', receipt.reason],
    ['Ticket', receipt.ticket],
    ['Written', places(receipt)],
    ['Refused', receipt.refusal && `${receipt.refusal.code}: ${receipt.refusal.text}`],
    ['Came between', races(receipt)],
    ...Object.entries(receipt.times).map(([name, at]): [string, string | null] => [
      `At ${name}`,
      at ?? null,
    ]),
    ['Decided on', receipt.decidedAt?.token ?? null],
  ];
  const said = lines.filter((line): line is [string, string] => line[1] !== null);
  const title = commandSentence(receipt, names);
  return [title, ...said.map(([name, text]) => `${name}: ${text}`), ''].join('\n');
}

function withId(name: string, id: string): string {
  return name === id ? id : `${name} (${id})`;
}

function places({ appended }: Receipt): string | null {
  if (appended.length === 0) return null;
  return appended
    .map(({ partition, offset, eventId }) => `${formatPlace(partition, offset)}, event ${eventId}`)
    .join('; ');
}

function races({ races: found }: Receipt): string | null {
  if (found.length === 0) return null;
  return found
    .map(({ type, actor, partition, offset }) => {
      const who = actor === null ? '' : ` by ${actor}`;
      return `${type}${who} at ${formatPlace(partition, offset)}`;
    })
    .join('; ');
}
