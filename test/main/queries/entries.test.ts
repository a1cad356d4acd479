import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeEvent } from '../../../src/main/codec/encode-event.ts';
import { changedOfUser } from '../../../src/main/queries/changed-fields.ts';
import { searchEvents } from '../../../src/main/queries/search-events.ts';
import { userHistory } from '../../../src/main/queries/user-history.ts';
import type { Entry } from '../../../src/shared/contract/entries.ts';
import type { AnomalyCode } from '../../../src/shared/domain/anomaly.ts';
import type { Envelope } from '../../../src/shared/domain/envelope.ts';
import type { UserEvent } from '../../../src/shared/domain/events.ts';
import { evolveUser } from '../../../src/shared/domain/evolve-user.ts';
import type { UserState } from '../../../src/shared/domain/user-state.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import type { LogRecord } from '../../../src/shared/log/record.ts';
import { arbitraryEnvelope, arbitraryUserEvent } from '../../support/arbitrary-event.ts';
import { ingestedLog } from '../../support/ingested-log.ts';
import { firstDay } from '../../support/test-log.ts';

/** An event as it was written, and where. */
type Written = {
  readonly partition: number;
  readonly offset: number;
  readonly event: UserEvent;
  readonly envelope: Envelope;
};

// Few ids of a user, so that some come again, in their partition or in the other.
const arbitraryId = fc.oneof(fc.constantFrom('again', 'and again'), fc.uuid());

const arbitraryLog: fc.Arbitrary<Written[]> = fc
  .array(
    fc.record({
      partition: fc.constantFrom(0, 0, 0, 0, 1),
      event: arbitraryUserEvent,
      envelope: arbitraryEnvelope,
      id: arbitraryId,
      saysWhy: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) => {
    const next = [0, 0];
    return drawn.map(({ partition, event, envelope, id, saysWhy }) => ({
      ...{ partition, event, offset: (next[partition] as number)++ },
      envelope: {
        ...envelope,
        ...{ id: `${id} ${event.data.userId}`, source: 'test' },
        ...(!saysWhy && { reason: null, ticket: null }),
      },
    }));
  });

function recordsOf(log: readonly Written[]): LogRecord[] {
  return log.map(({ partition, offset: at, event, envelope }, index) => ({
    ...{ partition, offset: offset(at), timestamp: firstDay + 1000 * index },
    timestampType: 'create' as const,
    ...encodeEvent(event, envelope),
  }));
}

type Told = Pick<Entry, 'changed' | 'anomalies' | 'outcome'>;

/** What the entries of one user must tell, from a plain fold; only for users of one partition. */
function foldOf(events: readonly (Written & { readonly index: number })[]): Told[] {
  let state: UserState | null = null;
  const seen = new Set<string>();
  return events.map(({ event, envelope, index }) => {
    if (seen.has(envelope.id)) return { changed: {}, anomalies: [], outcome: 'duplicate' };
    seen.add(envelope.id);
    const before: UserState | null = state;
    const after = evolveUser(before, event, envelope.time ?? firstDay + 1000 * index);
    state = after.state;
    const anomalies: AnomalyCode[] = [...after.anomalies];
    const [first] = anomalies;
    const outcome = first === undefined ? 'folded' : (`anomaly:${first}` as const);
    return { changed: changedOfUser(before, after.state), anomalies, outcome };
  });
}

const placeOf = ({ partition, offset: at }: Pick<Entry, 'partition' | 'offset'>) =>
  `p${partition}:${at}`;

describe('entries of any log', () => {
  it('tell what a fold of the records tells; brief ones the same but for the id', async () => {
    await fc.assert(
      fc.asyncProperty(arbitraryLog, fc.nat(100), async (written, percent) => {
        const records = recordsOf(written);
        const first = Math.floor((records.length * percent) / 100);
        const log = await ingestedLog(records.slice(0, first), 2);
        try {
          // What is kept of the first of them is gone on from.
          searchEvents(log.reader, { at: 'head', limit: 200, order: 'asc', brief: 'false' });
          await log.add(records.slice(first));
          const byPlace = new Map(written.map((each) => [placeOf(each), each]));
          const asked = { at: 'head', limit: 200 } as const;
          const { events } = searchEvents(log.reader, { ...asked, order: 'asc', brief: 'false' });
          expect(events).toHaveLength(written.length);
          for (const entry of events) expect(entry).toMatchObject(saidBy(byPlace, entry));
          const inBrief = searchEvents(log.reader, { ...asked, order: 'asc', brief: 'true' });
          expect(inBrief.events).toEqual(events.map((entry) => ({ ...entry, eventId: null })));
          for (const userId of new Set(written.map(({ event }) => event.data.userId))) {
            const ofUser = { ...asked, userId, later: 0, quarantined: 'false' } as const;
            const { entries } = userHistory(log.reader, { ...ofUser, brief: 'false' });
            const brief = userHistory(log.reader, { ...ofUser, brief: 'true' });
            expect(brief.entries).toEqual(entries.map((entry) => ({ ...entry, eventId: null })));
            checkUser(entries.toReversed(), written, userId);
          }
        } finally {
          await log.close();
        }
      }),
      { numRuns: 60 },
    );
  }, 120_000);

  it('tell that an id came again in another partition, also once it did so later', async () => {
    const event: UserEvent = { type: 'UserDeletedEvent', data: { userId: 'u-1' } };
    const [drawn] = fc.sample(arbitraryEnvelope, { numRuns: 1, seed: 1 }) as [Envelope];
    const write = (partition: number, at: number, id: string): Written => ({
      ...{ partition, offset: at, event },
      envelope: { ...drawn, id, source: 'test' },
    });
    const records = recordsOf([
      write(0, 0, 'again'),
      write(0, 1, 'again'),
      write(0, 2, 'once'),
      write(1, 0, 'again'),
    ]);
    const log = await ingestedLog(records.slice(0, 3), 2);
    const reused = () =>
      searchEvents(log.reader, { at: 'head', limit: 9, order: 'asc', brief: 'true' }).events.map(
        ({ flags }) => flags.includes('id_reused'),
      );
    try {
      expect(reused()).toEqual([false, false, false]);
      await log.add(records.slice(3));
      expect(reused()).toEqual([true, true, false, true]);
    } finally {
      await log.close();
    }
  });
});

function saidBy(byPlace: ReadonlyMap<string, Written>, entry: Entry): Partial<Entry> {
  const { event, envelope } = byPlace.get(placeOf(entry)) as Written;
  const isReused = [...byPlace.values()].some(
    (other) => other.partition !== entry.partition && other.envelope.id === envelope.id,
  );
  const flags = entry.flags.filter((flag) => flag !== 'id_reused');
  return {
    ...{ type: event.type, userId: event.data.userId, actor: envelope.actor },
    ...{ reason: envelope.reason, ticket: envelope.ticket, eventId: envelope.id },
    flags: isReused ? [...flags, 'id_reused'] : flags,
  };
}

function checkUser(entries: readonly Entry[], written: readonly Written[], userId: string): void {
  const own = written
    .map((each, index) => ({ ...each, index }))
    .filter(({ event }) => event.data.userId === userId);
  expect(entries.map(placeOf).sort()).toEqual(own.map(placeOf).sort());
  if (new Set(own.map(({ partition }) => partition)).size > 1) return;
  for (const [at, told] of foldOf(own).entries()) expect(entries[at]).toMatchObject(told);
}
