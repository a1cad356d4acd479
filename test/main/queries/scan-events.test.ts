import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateSample } from '../../../src/main/log/sample/generate-sample.ts';
import { type ScanWord, scanEvents } from '../../../src/main/queries/scan-events.ts';
import { subjectOf } from '../../../src/shared/domain/events.ts';
import { formatPlace } from '../../../src/shared/log/position.ts';
import { type IngestedLog, ingestedLog } from '../../support/ingested-log.ts';
import { ReferenceFold } from '../../support/reference-fold.ts';

const records = generateSample({ end: Date.UTC(2026, 2, 1) });
const reference = new ReferenceFold(records);

let log: IngestedLog;
beforeAll(async () => {
  log = await ingestedLog(records);
});
afterAll(() => log.close());

/** Where the events and duplicates stand that hold a text, the long way; newest first. */
function holding(text: string, ticks = reference.ticks): string[] {
  return ticks
    .filter(({ decoded }) => decoded.kind === 'event')
    .filter(({ record }) =>
      [record.key, record.value].some((bytes) => bytes && Buffer.from(bytes).includes(text)),
    )
    .map(({ partition, offset }) => formatPlace(partition, offset))
    .reverse();
}

async function scan(text: string, limit = 1000, at = 'head'): Promise<ScanWord[]> {
  const words: ScanWord[] = [];
  for await (const word of scanEvents(log.reader, { at, text, limit })) words.push(word);
  return words;
}

const placesOf = (words: readonly ScanWord[]) =>
  words.flatMap(({ events }) => events).map((event) => formatPlace(event.partition, event.offset));

describe('looking for a text in the bytes of all records', () => {
  it('finds what a pass over every record finds, and says when it has seen all', async () => {
    for (const text of ['passkey', 'Turku', 'no such thing', '"ip":"10.']) {
      const wanted = holding(text);
      const words = await scan(text);
      expect(new Set(placesOf(words)).size).toBe(Math.min(1000, wanted.length));
      if (wanted.length <= 1000) expect(placesOf(words).sort()).toEqual(wanted.sort());
      expect(words.at(-1)?.ended).toBe(wanted.length >= 1000 ? 'limit' : 'all');
      if (wanted.length < 1000) expect(words.at(-1)?.percent).toBe(100);
    }
  });

  it('looks below a position only, from the newest back, as far as the limit', async () => {
    const index = Math.floor(reference.ticks.length / 2);
    const tick = reference.ticks[index];
    if (!tick) throw new Error('The sample is empty.');
    const below = holding('userId', reference.ticks.slice(0, index + 1));
    const at = formatPlace(tick.partition, tick.offset);
    const words = await scan('userId', 5, at);
    expect(placesOf(words)).toHaveLength(5);
    for (const place of placesOf(words)) expect(below).toContain(place);
    expect(words.at(-1)?.ended).toBe('limit');
  });

  it('looks through the events of a filter only', async () => {
    const isOf = ({ decoded }: (typeof reference.ticks)[number]) =>
      decoded.kind === 'event' && decoded.event.type === 'UserLoggedInEvent';
    const type = 'UserLoggedInEvent';
    const [some] = reference.ticks.filter(isOf);
    const userId = some?.decoded.kind === 'event' ? subjectOf(some.decoded.event).id : '';
    const text = '"userId":"';
    const from = formatPlace(some?.partition ?? 0, some?.offset ?? 0);
    const ofUser = reference.ticks.filter(
      (tick) =>
        isOf(tick) && tick.decoded.kind === 'event' && subjectOf(tick.decoded.event).id === userId,
    );
    const wanted = holding(text, ofUser);
    expect(wanted.length).toBeGreaterThan(1);
    const asked = { at: 'head', text, limit: 1000, type, userId };
    const places = async (more: object) => {
      const words: ScanWord[] = [];
      for await (const word of scanEvents(log.reader, { ...asked, ...more })) words.push(word);
      return placesOf(words);
    };
    expect(await places({})).toEqual(wanted);
    expect(await places({ from })).toEqual(wanted);
    expect(await places({ to: from })).toEqual([]);
    expect(await places({ userId: 'nobody at all' })).toEqual([]);
  });

  it('ends when nobody listens any more', async () => {
    const stop = new AbortController();
    stop.abort();
    const words = [];
    const asked = { at: 'head', text: 'a', limit: 5 };
    for await (const word of scanEvents(log.reader, asked, { signal: stop.signal })) {
      words.push(word);
    }
    expect(words).toEqual([]);
  });
});
