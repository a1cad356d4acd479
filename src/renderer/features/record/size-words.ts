import { countOf, formatCount } from '../../ui/format-count.ts';

/** How long a value is: "212 bytes"; cut short, how much of it is here: "the first 65 536 of 9 000 000 bytes". */
export function sizeWords(length: number, kept: number): string {
  return kept < length
    ? `the first ${formatCount(kept)} of ${formatCount(length)} bytes`
    : countOf(length, 'byte');
}
