import type { WorkDone } from '../log/shared-work-port.ts';
import { decodeEntry, type JournalEntry } from './journal-entry.ts';

/** A notice that a person may want to see to. */
export type OpenNotice = { readonly notice: string } & JournalEntry;

/** How far telling is: how many notices are in which state, how many records are not looked at yet, and what is not told. */
export type NotifierStatus = {
  readonly told: number;
  readonly behind: number;
  /** Refused, in doubt, waiting, or being told now; the oldest first. */
  readonly open: readonly OpenNotice[];
};

/** How far telling is, by what was written down. A partition that nobody has taken yet counts as not behind. */
export function statusOf(partitions: readonly WorkDone[]): NotifierStatus {
  const entries = partitions.flatMap(({ notes }) =>
    [...notes].flatMap(([notice, bytes]) => {
      const entry = decodeEntry(bytes);
      return entry ? [{ notice, ...entry }] : [];
    }),
  );
  const open = entries.filter(({ state }) => state !== 'told').sort((a, b) => a.at - b.at);
  const behind = partitions.reduce((sum, { next, end }) => sum + end - (next ?? end), 0);
  return { told: entries.length - open.length, behind, open };
}
