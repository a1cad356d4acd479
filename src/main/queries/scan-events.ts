import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Entry } from '../../shared/contract/entries.ts';
import { keptRecord } from '../store/read/kept-record.ts';
import { beginScan, leftToScan, type Scan, scanSome } from '../store/read/scan-records.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { type AskedFilter, readFilter } from './read-filter.ts';
import { entryOfRecord } from './record-entry.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';
import { type Bounds, resolveRange } from './resolve-range.ts';

/** What is looked for, below which position, in which events, and how much of it. */
export type ScanAsked = AskedFilter &
  Bounds & { readonly at: string; readonly text: string; readonly limit: number };

/** How far a look has come; see the contract. */
export type ScanWord = {
  readonly events: Entry[];
  readonly percent: number;
  readonly rate: number;
  readonly ended: 'all' | 'limit' | null;
};

type Beside = { readonly live?: Finality; readonly signal?: AbortSignal | undefined };

/** So long one stretch of looking may keep the thread, and so long a word may be waited for, ms. */
const stretchMs = 10;
const wordEveryMs = 200;

/**
 * Looks for a text in keys and values from the newest event below a position back. Ends when all
 * was looked through, at the limit, or when the signal aborts; other questions come in between.
 */
export async function* scanEvents(
  reader: Reader,
  asked: ScanAsked,
  { live, signal }: Beside = {},
): AsyncGenerator<ScanWord, void, void> {
  const { text, limit } = asked;
  const sought = Buffer.from(text);
  const scan = reader.withSnapshot((snapshot) => begin(snapshot, asked, live));
  const total = leftToScan(scan);
  const begun = performance.now();
  let [found, told]: [Entry[], number] = [[], begun];
  let count = 0;
  while (!signal?.aborted) {
    const more = reader.withSnapshot((snapshot) => lookOn(snapshot, scan, sought));
    found.push(...more.slice(0, limit - count));
    count += more.length;
    const left = leftToScan(scan);
    const ended = count >= limit ? 'limit' : left === 0 ? 'all' : null;
    const now = performance.now();
    if (ended || now - told >= wordEveryMs) {
      const percent = total === 0 ? 100 : (100 * (total - left)) / total;
      yield { events: found, percent, rate: (1000 * (total - left)) / (now - begun + 1), ended };
      [found, told] = [[], now];
    }
    if (ended) return;
    await nextTurn();
  }
}

function begin(snapshot: Snapshot, asked: ScanAsked, live?: Finality): Scan {
  const filter = readFilter(snapshot, asked);
  const moment = resolvePosition(snapshot, asked.at, live);
  // Of whom the log never spoke there is nothing to look through.
  const range = filter ? resolveRange(snapshot, asked, moment) : { low: {}, high: {} };
  return beginScan(snapshot, range, filter ?? everything);
}

const everything = { types: null, user: null, role: null };

function lookOn(snapshot: Snapshot, scan: Scan, sought: Buffer): Entry[] {
  const until = performance.now() + stretchMs;
  const found: Entry[] = [];
  while (performance.now() < until && leftToScan(scan) > 0) {
    for (const { place } of scanSome(snapshot, scan, sought)) {
      const row = keptRecord(snapshot, place);
      if (row) found.push(entryOfRecord(snapshot, row, true));
    }
  }
  return found;
}
