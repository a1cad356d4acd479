/** A name for the file that says what it holds and of when: `playhead-users-sample-log-2026-03-12T021340512Z.csv`. */
export function exportFileName(
  what: string,
  { log, moment, format }: { log: string; moment: string | null; format: 'csv' | 'ndjson' },
): string {
  const when = moment?.replaceAll(/[:.]/g, '') ?? 'empty';
  return `playhead-${slug(what)}-${slug(log)}-${when}.${format}`;
}

function slug(text: string): string {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = plain.replaceAll(/[^a-z0-9]+/g, '-').slice(0, 60);
  return words.replaceAll(/^-+|-+$/g, '') || 'log';
}
