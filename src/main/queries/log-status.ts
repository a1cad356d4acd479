import type { StatusAnswer } from '../../shared/contract/log.ts';
import { logIdentity, type PartitionFacts, partitionsRead } from '../store/read/partitions.ts';
import type { Reader } from '../store/read/snapshot.ts';
import type { LiveState } from './live-state.ts';

/** How far the log was read, and what was found: counts from the read model, the rest from the writer. */
export function statusAnswer(reader: Reader, live: LiveState): StatusAnswer {
  return reader.withSnapshot((snapshot) => {
    const facts = [...partitionsRead(snapshot).values()];
    const { log, caughtUp, percent, rate, secondsLeft, heldBack, paused } = live;
    return {
      identity: logIdentity(snapshot),
      ...{ log, caughtUp, percent, rate, secondsLeft, heldBack },
      paused: paused && { code: paused.code, text: paused.text, data: paused.data },
      partitions: Object.fromEntries(facts.map((read) => [read.partition, extent(read, live)])),
      counts: sumCounts(facts),
      provisionalFrom: provisionalFrom(facts, live),
    };
  });
}

// The writer hears of the log's end before it commits what leads there.
function extent({ partition, start, next, lastStable }: PartitionFacts, live: LiveState) {
  const end = live.partitions[partition]?.end ?? lastStable;
  return { start, next, end: Math.max(next, end) };
}

/** The tau past which a record may still land below a time; null where all that was read is final. */
function provisionalFrom(
  facts: readonly PartitionFacts[],
  { finalThrough }: LiveState,
): number | null {
  const taus = facts.map(({ tau }) => tau);
  if (taus.every((tau) => tau <= finalThrough)) return null;
  return Math.max(finalThrough, Math.min(...taus));
}

function sumCounts(facts: readonly PartitionFacts[]): StatusAnswer['counts'] {
  const sum = (name: keyof PartitionFacts['counts']) =>
    facts.reduce((total, { counts }) => total + counts[name], 0);
  return {
    event: sum('event'),
    duplicate: sum('duplicate'),
    unknownType: sum('unknownType'),
    tombstone: sum('tombstone'),
    quarantined: sum('quarantined'),
    control: sum('control'),
    aborted: sum('aborted'),
    gap: sum('gap'),
    anomaly: sum('anomaly'),
  };
}
