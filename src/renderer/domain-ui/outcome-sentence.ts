import type { Entry, RecordFlag } from '../../shared/contract/entries.ts';
import type { AnomalyCode } from '../../shared/domain/anomaly.ts';

const anomalySentences: { readonly [Code in AnomalyCode]: string } = {
  already_exists: 'Created although it existed already: the state was left as it was.',
  never_created: 'The log never said that it was created: it is shown as unknown.',
  after_delete: 'Came after the deletion: the state was left as it was.',
  already_held: 'The role was held already: the state was left as it was.',
  not_held: 'The role was not held: there was nothing to take away.',
};

const flagSentences: { readonly [Flag in RecordFlag]: string } = {
  bad_clock: 'The record’s clock is before 2000 or after 2100: it stands at the time before it.',
  late_tick: 'Came in below a moment that was final already: cuts saved before do not hold it.',
  id_reused: 'Another partition has an event with the same source and id: both were folded.',
  conflicting_duplicate: 'Delivered again with other content: the first one counts.',
  time_differs: 'The event’s own time differs from the record’s by a second or more.',
};

/** Why an event did not fit the state before it, and what became of it. */
export function anomalySentence(code: AnomalyCode): string {
  return anomalySentences[code];
}

/** What is remarkable about a record. */
export function flagSentence(flag: RecordFlag): string {
  return flagSentences[flag];
}

/** What is to be said of how an entry was taken in; null where it was simply folded. */
export function outcomeSentence(entry: Entry): string | null {
  const said = [...entry.anomalies.map(anomalySentence), ...entry.flags.map(flagSentence)];
  const isPlainDuplicate =
    entry.outcome === 'duplicate' && !entry.flags.includes('conflicting_duplicate');
  if (isPlainDuplicate) said.unshift('Delivered again: the first one counts.');
  if (entry.outcome === 'quarantined') said.unshift(entry.fault ?? 'The record did not decode.');
  return said.length === 0 ? null : said.join(' ');
}
