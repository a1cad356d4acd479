import type { Exactness } from '../../shared/contract/answer.ts';
import { type PartitionFacts, partitionsRead } from '../store/read/partitions.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { isSplit, splitNumbers, subjectPartitions } from '../store/read/subjects.ts';
import { gapsBelow, quarantinedBelow } from '../store/read/troubles.ts';
import type { Moment } from './resolve-position.ts';

/** What an answer speaks of: one subject, or everything. */
export type Scope = 'everything' | { readonly kind: 'user' | 'role'; readonly id: string };

type Reason = Exactness[number];

/** Why an answer at a moment is not exact for `scope`; an empty list means it is. */
export function exactnessOf(snapshot: Snapshot, moment: Moment, scope: Scope): Exactness {
  const facts = partitionsOfScope(snapshot, scope);
  const reasons = [
    provisional(moment),
    truncated(facts),
    gapped(snapshot, moment, facts),
    skipped(snapshot, moment, { facts, scope }),
    split(snapshot, scope),
  ];
  return reasons.filter((reason) => reason !== null);
}

function partitionsOfScope(snapshot: Snapshot, scope: Scope): PartitionFacts[] {
  const all = [...partitionsRead(snapshot).values()];
  if (scope === 'everything') return all;
  const partitions = subjectPartitions(snapshot, scope.kind, scope.id);
  return all.filter(({ partition }) => partitions.includes(partition));
}

function provisional({ provisional: partitions }: Moment): Reason | null {
  if (partitions.length === 0) return null;
  const text = `The order is provisional: ${counted(partitions.length, 'partition')} may still bring records from before this moment.`;
  return { code: 'provisional', text, count: partitions.length, partitions: [...partitions] };
}

function truncated(facts: readonly PartitionFacts[]): Reason | null {
  const found = facts.filter(({ isTruncated }) => isTruncated);
  if (found.length === 0) return null;
  const count = found.reduce((sum, { start }) => sum + start, 0);
  const text = `${counted(found.length, 'partition')} had lost the beginning before it was first read: ${counted(count, 'offset')} were never seen.`;
  return { code: 'truncated', text, count, partitions: found.map(({ partition }) => partition) };
}

function gapped(
  snapshot: Snapshot,
  { cut }: Moment,
  facts: readonly PartitionFacts[],
): Reason | null {
  const found = facts
    .map(({ partition }) => ({ partition, count: gapsBelow(snapshot, cut, partition) }))
    .filter(({ count }) => count > 0);
  return reason(
    'gapped',
    found,
    (count) =>
      `${counted(count, 'offset')} hold no record any more (compaction, retention, or unexplained).`,
  );
}

function skipped(
  snapshot: Snapshot,
  { cut }: Moment,
  { facts, scope }: { facts: readonly PartitionFacts[]; scope: Scope },
): Reason | null {
  const key = scope === 'everything' ? null : Buffer.from(scope.id);
  const found = facts
    .map(({ partition }) => ({
      partition,
      count: quarantinedBelow(snapshot, cut, partition)
        .filter((range) => key === null || range.key === null || range.key.equals(key))
        .reduce((sum, { place, until }) => sum + until - place, 0),
    }))
    .filter(({ count }) => count > 0);
  const whose = key === null ? '' : ' that may concern this subject';
  return reason(
    'skipped',
    found,
    (count) => `${counted(count, 'record')}${whose} could not be read and stand in quarantine.`,
  );
}

function split(snapshot: Snapshot, scope: Scope): Reason | null {
  if (scope === 'everything') {
    const count = splitNumbers(snapshot).size;
    const text = `${counted(count, 'subject')} have records in more than one partition; they are folded in scrub order.`;
    return count === 0 ? null : { code: 'split', text, count, partitions: [] };
  }
  if (!isSplit(snapshot, scope.kind, scope.id)) return null;
  const partitions = subjectPartitions(snapshot, scope.kind, scope.id);
  const text =
    'The records of this subject stand in more than one partition; they are folded in scrub order.';
  return { code: 'split', text, count: partitions.length, partitions: [...partitions] };
}

function reason(
  code: Reason['code'],
  found: readonly { partition: number; count: number }[],
  text: (count: number) => string,
): Reason | null {
  if (found.length === 0) return null;
  const count = found.reduce((sum, part) => sum + part.count, 0);
  return { code, text: text(count), count, partitions: found.map(({ partition }) => partition) };
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
