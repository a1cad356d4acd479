import { useEffect, useMemo, useState } from 'react';
import type { Entry } from '../../../shared/contract/entries.ts';
import { questionsClient } from '../../rpc/clients.ts';
import { faultOf, type ShownFault } from '../../rpc/fault-of.ts';
import { type EventFilters, filterInput } from './event-filters.ts';

/** How far looking through the records has come. */
export type TextScan = {
  /** Newest first. */
  readonly rows: readonly Entry[];
  /** Of the records to look through, 0 to 100. */
  readonly percent: number;
  /** Records a second. */
  readonly rate: number;
  readonly state: 'looking' | 'stopped' | 'all' | 'limit' | 'failed';
  readonly fault: ShownFault | null;
  /** Looks no further; what was found stays. */
  readonly stop: () => void;
};

/** The most that are shown of what was found. */
export const mostFound = 1_000;

type Progress = Omit<TextScan, 'stop'>;
const begun: Progress = { rows: [], percent: 0, rate: 0, state: 'looking', fault: null };

/**
 * Looks for a text in the records below a cut, from the newest back. Another text, filter or cut
 * stops the look before; so does leaving the view. Null looks for nothing.
 */
export function useTextScan(filters: EventFilters, token: string): TextScan | null {
  const { text } = filters;
  const asked = JSON.stringify([text, filterInput(filters), token]);
  const [progress, setProgress] = useState({ asked, ...begun });
  const [stopped, setStopped] = useState<string | null>(null);
  useEffect(() => {
    const [sought, input, at] = JSON.parse(asked) as [string | null, object, string];
    if (sought === null || stopped === asked) return;
    const abort = new AbortController();
    const tell = (more: Partial<Progress>) => {
      if (!abort.signal.aborted) setProgress((now) => goOn(now, asked, more));
    };
    const look = async () => {
      tell(begun);
      const wish = { ...input, at, text: sought, limit: mostFound };
      for await (const word of await questionsClient.log.scan(wish, { signal: abort.signal })) {
        const { events, percent, rate, ended } = word;
        tell({ rows: events, percent, rate, state: ended ?? 'looking' });
      }
    };
    look().catch((error: unknown) => tell({ state: 'failed', fault: faultOf(error) }));
    return () => abort.abort();
  }, [asked, stopped]);
  const now = progress.asked === asked ? progress : { asked, ...begun };
  const rows = useMemo(() => now.rows.toSorted(newestFirst), [now.rows]);
  if (text === null) return null;
  const state = stopped === asked && now.state === 'looking' ? 'stopped' : now.state;
  return { ...now, rows, state, stop: () => setStopped(asked) };
}

type Told = Progress & { readonly asked: string };

/** What was found before stays, as long as it is the same look. */
function goOn(now: Told, asked: string, more: Partial<Progress>): Told {
  const before = now.asked === asked && more !== begun ? now : { asked, ...begun };
  return { ...before, ...more, rows: [...before.rows, ...(more.rows ?? [])] };
}

function newestFirst(a: Entry, b: Entry): number {
  return b.tau - a.tau || b.partition - a.partition || b.offset - a.offset;
}
