import type { Receipt } from '../../../shared/contract/commands.ts';

/** What a search for receipts looks into, in lower case: ids, names, who, why, and what came of it. */
export function searchedText(receipt: Receipt): string {
  const { commandId, type, data, actor, reason, ticket, refusal, appended } = receipt;
  const places = appended.map(({ partition, offset }) => `p${partition}:${offset}`);
  const values = Object.values(data).flatMap((value) =>
    typeof value === 'object' && value !== null ? Object.values(value) : [value],
  );
  return [commandId, type, actor, reason, ticket, refusal?.code, ...places, ...values]
    .filter((value) => typeof value === 'string')
    .join('\n')
    .toLowerCase();
}
