const mostMatches = 1000;
const special = /[\\^$.*+?()[\]{}|/]/g;

/** Where a needle stands in a text, first index and one past the last; letters' case does not matter. At most 1 000. */
export function findInText(text: string, needle: string): readonly (readonly [number, number])[] {
  if (needle === '') return [];
  const found: (readonly [number, number])[] = [];
  const pattern = new RegExp(needle.replaceAll(special, '\\$&'), 'giu');
  for (const match of text.matchAll(pattern)) {
    found.push([match.index, match.index + match[0].length]);
    if (found.length === mostMatches) break;
  }
  return found;
}
