import type { Cut } from '../../../shared/log/cut.ts';
import { toPlace } from '../place.ts';
import { classCode } from '../record-codes.ts';
import { type PartitionFacts, partitionsRead } from './partitions.ts';
import type { Memory, Snapshot } from './snapshot.ts';

/** Offsets [place, until) that could not become events; the key of a single record, null where it has none or is a range. */
export type QuarantinedRange = {
  readonly place: number;
  readonly until: number;
  readonly key: Buffer | null;
};

type Gap = { readonly place: number; readonly until: number };

/** What is missing from one partition, by place. */
type Troubles = {
  readonly facts: PartitionFacts;
  readonly quarantined: readonly QuarantinedRange[];
  readonly gaps: readonly Gap[];
};

const quarantinedSql = `SELECT q.place, q.until, r.key
  FROM quarantine q LEFT JOIN record r ON r.place = q.place
  WHERE q.place >= ? AND q.place < ? ORDER BY q.place`;
const gapsSql =
  'SELECT place, until FROM passed WHERE place >= ? AND place < ? AND class = ? ORDER BY place';

const memory: Memory<ReadonlyMap<number, Troubles>> = {
  refresh: (snapshot, before) =>
    new Map(
      [...partitionsRead(snapshot).values()].map((facts) => {
        const known = before?.get(facts.partition);
        const isSame =
          known?.facts.counts.quarantined === facts.counts.quarantined &&
          known.facts.counts.gap === facts.counts.gap;
        return [facts.partition, isSame ? known : readTroubles(snapshot, facts)] as const;
      }),
    ),
};

/** Quarantined offsets of a partition below the cut, by place. */
export function quarantinedBelow(
  snapshot: Snapshot,
  cut: Cut,
  partition: number,
): readonly QuarantinedRange[] {
  const found = snapshot.kept(memory).get(partition)?.quarantined ?? [];
  const bound = toPlace(partition, cut[partition] ?? 0);
  return found.filter(({ place }) => place < bound);
}

/** How many offsets of a partition below the cut are gaps. */
export function gapsBelow(snapshot: Snapshot, cut: Cut, partition: number): number {
  const gaps = snapshot.kept(memory).get(partition)?.gaps ?? [];
  const bound = toPlace(partition, cut[partition] ?? 0);
  let offsets = 0;
  for (const { place, until } of gaps) {
    if (place < bound) offsets += Math.min(until, bound) - place;
  }
  return offsets;
}

function readTroubles(snapshot: Snapshot, facts: PartitionFacts): Troubles {
  const range = [toPlace(facts.partition, 0), toPlace(facts.partition + 1, 0)] as const;
  return {
    facts,
    quarantined: snapshot.all<QuarantinedRange>(quarantinedSql, ...range),
    gaps: snapshot.all<Gap>(gapsSql, ...range, classCode.gap),
  };
}
