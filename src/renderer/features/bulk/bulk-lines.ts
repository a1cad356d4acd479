import type { Bulk, BulkLine } from '../../../shared/contract/bulks.ts';

/** What the lines of a bulk can be narrowed to. */
export const lineFilters = ['all', 'confirmed', 'raced', 'refused', 'open', 'waiting'] as const;

/** One of the filters. */
export type LineFilter = (typeof lineFilters)[number];

const statuses: { readonly [Name in Exclude<LineFilter, 'all'>]: readonly BulkLine['status'][] } = {
  confirmed: ['confirmed'],
  raced: ['raced'],
  refused: ['refused'],
  open: ['sent', 'appended', 'unknown'],
  waiting: ['waiting', 'running'],
};

/** The lines a filter shows. */
export function filterLines(lines: readonly BulkLine[], filter: LineFilter): readonly BulkLine[] {
  if (filter === 'all') return lines;
  return lines.filter(({ status }) => statuses[filter].includes(status));
}

/** The outcome of a bulk as lines of tab-separated text: user, id, status, place, why. */
export function bulkText({ lines }: Pick<Bulk, 'lines'>): string {
  const rows = lines.map(({ username, userId, status, place, text }) => [
    username ?? '',
    userId,
    status,
    place === null ? '' : `p${place.partition}:${place.offset}`,
    text ?? '',
  ]);
  return [['username', 'user id', 'status', 'record', 'why'], ...rows]
    .map((cells) => cells.map((cell) => cell.replace(/[\t\r\n]+/g, ' ')).join('\t'))
    .join('\n');
}
