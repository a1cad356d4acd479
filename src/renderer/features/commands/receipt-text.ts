import type { Receipt } from '../../../shared/contract/commands.ts';
import { formatPlace } from '../../../shared/log/position.ts';
import { type CommandNames, commandSentence } from '../../domain-ui/command-sentence.ts';
import { askedFacts, fenceSentence, houseSentences } from './receipt-facts.ts';
import { statusWords } from './receipt-steps.ts';

/** A receipt as plain text, for a ticket or a mail. Times are UTC. */
export function receiptText(receipt: Receipt, names: CommandNames): string {
  const { refusal } = receipt;
  const lines: [string, string | null][] = [
    ['Command', receipt.commandId],
    ['Status', statusWords[receipt.status]],
    ...askedFacts(receipt, names).map(({ name, text }): [string, string] => [name, text]),
    ['By', receipt.actor],
    ['Reason', receipt.reason],
    ['Ticket', receipt.ticket],
    ['Bulk', receipt.bulkId],
    ['Waits', receipt.waiting?.text ?? null],
    ['Written', places(receipt)],
    ['How it was written', fenceSentence(receipt)],
    ['Rules of this workspace', houseSentences(receipt).join(' ') || null],
    ['Refused', refusal && `${refusal.code}: ${refusal.text}`],
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
