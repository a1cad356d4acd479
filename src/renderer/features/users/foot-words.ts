import { countOf, formatCount } from '../../ui/format-count.ts';

type Counts = {
  readonly total: number;
  readonly byStatus: {
    readonly active: number;
    readonly deleted: number;
    readonly unknown: number;
  };
};

/** How many the table holds: "412 users at this cut", "12 users match at this cut". */
export function totalWords({ total }: Counts, isFiltered: boolean): string {
  if (!isFiltered) return `${countOf(total, 'user')} at this cut`;
  return `${countOf(total, 'user')} ${total === 1 ? 'matches' : 'match'} at this cut`;
}

/** How many of each status: "387 active, 21 deleted, 4 unknown"; those of which there is none are left out. */
export function statusWords({ byStatus }: Counts): string {
  const { active, deleted, unknown } = byStatus;
  const said = [
    [active, 'active'],
    [deleted, 'deleted'],
    [unknown, 'unknown'],
  ] as const;
  return said
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${formatCount(count)} ${word}`)
    .join(', ');
}
