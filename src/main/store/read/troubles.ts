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

/** Offsets [place, until) without a record that a person should hear of; tau of the record before them, 0 if none. */
export type MissingRange = {
  readonly place: number;
  readonly until: number;
  readonly class: number;
  readonly tau: number;
};

/** What is missing from one partition, by place. */
type Troubles = {
  readonly facts: PartitionFacts;
  readonly quarantined: readonly QuarantinedRange[];
  readonly missing: readonly MissingRange[];
};

const quarantinedSql =
  'SELECT place, until, key FROM quarantine WHERE place >= ? AND place < ? ORDER BY place';
const missingSql = `SELECT place, until, class, tau FROM passed
  WHERE place >= ? AND place < ? AND class IN (${classCode.gap}, ${classCode.quarantined})
  ORDER BY place`;

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
  const missing = snapshot.kept(memory).get(partition)?.missing ?? [];
  const bound = toPlace(partition, cut[partition] ?? 0);
  let offsets = 0;
  for (const range of missing) {
    if (range.class === classCode.gap && range.place < bound) {
      offsets += Math.min(range.until, bound) - range.place;
    }
  }
  return offsets;
}

/** Gaps and damaged batches below the cut, in no order. */
export function missingBelow(snapshot: Snapshot, cut: Cut): MissingRange[] {
  const all = [...snapshot.kept(memory).values()];
  return all.flatMap(({ facts: { partition }, missing }) =>
    missing.filter(({ place }) => place < toPlace(partition, cut[partition] ?? 0)),
  );
}

function readTroubles(snapshot: Snapshot, facts: PartitionFacts): Troubles {
  const range = [toPlace(facts.partition, 0), toPlace(facts.partition + 1, 0)] as const;
  return {
    facts,
    quarantined: snapshot.all<QuarantinedRange>(quarantinedSql, ...range),
    missing: snapshot.all<MissingRange>(missingSql, ...range),
  };
}
