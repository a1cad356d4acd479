import type { CutAnswer, Exactness } from '../../../shared/contract/answer.ts';
import type { StatusAnswer } from '../../../shared/contract/log.ts';
import { csvRow } from './csv-cell.ts';

/** What an export says of itself before its rows: of what, from which log, at which cut, how exact. */
export type ExportHead = {
  /** "users", "history of Jana Dvořák". */
  readonly what: string;
  readonly log: { readonly title: string; readonly address: string; readonly identity: string };
  readonly cut: string;
  /** ISO 8601; the record time of the last record below the cut, null where there is none. */
  readonly moment: string | null;
  /** Per partition the offsets that went into it: first read, and next (exclusive). */
  readonly coverage: {
    readonly [partition: string]: { readonly start: number; readonly next: number };
  };
  readonly exactness: Exactness;
  readonly filters: { readonly [name: string]: string };
  readonly rows: number;
  /** ISO 8601. */
  readonly exportedAt: string;
};

/** Which offsets an answer at a cut stands on. */
export function coverageOf(
  cut: CutAnswer['partitions'],
  read: StatusAnswer['partitions'],
): ExportHead['coverage'] {
  return Object.fromEntries(
    Object.entries(cut).map(([p, next]) => [p, { start: read[p]?.start ?? 0, next }]),
  );
}

/**
 * The head as rows a spreadsheet shows and a program can skip: each begins with "# ", the name in
 * the first cell and its value in the second.
 */
export function csvHead(head: ExportHead): string {
  const filters = Object.entries(head.filters).map(([name, value]) => `${name} ${value}`);
  const coverage = Object.entries(head.coverage);
  const offsets = coverage.reduce((sum, [, { start, next }]) => sum + next - start, 0);
  const lines: readonly [name: string, value: string | number][] = [
    ['playhead', head.what],
    ['log', `${head.log.title} (${head.log.address})`],
    ['log identity', head.log.identity],
    ['cut', head.cut],
    ['moment', head.moment ?? 'before the first record'],
    ['coverage', `${offsets} offsets in ${coverage.length} partitions`],
    ['offsets', coverage.map(([p, { start, next }]) => `p${p}:${start}..${next - 1}`).join(' ')],
    ['exactness', exactnessWords(head.exactness)],
    ['filters', filters.length === 0 ? 'none' : filters.join('; ')],
    ['rows', head.rows],
    ['exported', head.exportedAt],
    ['note', 'times are UTC; a text that looked like a formula begins with an apostrophe'],
  ];
  return lines.map(([name, value]) => csvRow([`# ${name}`, oneLine(value)])).join('');
}

/** The head as the first line of NDJSON. */
export function ndjsonHead(head: ExportHead): string {
  return `${JSON.stringify({ playhead: head })}\n`;
}

function exactnessWords(exactness: Exactness): string {
  if (exactness.length === 0) return 'exact';
  return exactness.map(({ code, text }) => `${code}: ${text}`).join(' ');
}

// A line break inside a cell would begin a line without its "#".
function oneLine(value: string | number): string | number {
  return typeof value === 'number' ? value : value.replaceAll(/[\r\n\u2028\u2029]+/g, ' ');
}
