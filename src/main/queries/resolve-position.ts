import type { FaultCode } from '../../shared/contract/fault.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import { assertNever } from '../../shared/kit/assert-never.ts';
import { type Cut, partitionsOf } from '../../shared/log/cut.ts';
import { formatPlace, type Position, parsePosition } from '../../shared/log/position.ts';
import type { Tick } from '../../shared/log/tick.ts';
import {
  canonicalCut,
  cutOfTick,
  cutOfTime,
  emptyCut,
  recordAtOrBelow,
} from '../store/read/find-cut.ts';
import {
  headCut,
  logIdentity,
  type PartitionFacts,
  partitionsRead,
} from '../store/read/partitions.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import type { LiveState } from './live-state.ts';

/** A position resolved: its canonical cut, and the partitions whose records may still land below it. */
export type Moment = { readonly cut: Cut; readonly provisional: readonly number[] };

/** Where order is final; without it nothing is provisional. */
export type Finality = Pick<LiveState, 'finalThrough'>;

const complaints = {
  bad_position: 'This is no position. Write "head", a time, "p3:1202", or paste a cut token.',
  no_zone: 'This time has no zone. Add "Z" for UTC, or an offset as in "+02:00".',
  bad_token: 'This cut token is damaged. Copy it again, whole.',
};

/** Resolves what a person or a URL says to a cut; throws FaultError where it cannot. */
export function resolvePosition(snapshot: Snapshot, text: string, live?: Finality): Moment {
  const position = readPosition(text);
  switch (position.kind) {
    case 'head':
      return { cut: headCut(snapshot), provisional: [] };
    case 'time':
      return {
        cut: cutOfTime(snapshot, position.time),
        provisional: notFinalAt(snapshot, position.time, live),
      };
    case 'record':
      return ofRecord(snapshot, position, live);
    case 'token':
      return { cut: ofToken(snapshot, position), provisional: [] };
    default:
      return assertNever(position);
  }
}

/** Reads a position; throws FaultError where the text is none. */
export function readPosition(text: string): Position {
  const position = parsePosition(text);
  if (position.ok) return position.value;
  throw new FaultError({
    code: position.error,
    text: complaints[position.error],
    data: { position: text.slice(0, 200) },
  });
}

type RecordPosition = Extract<Position, { kind: 'record' }>;
type TokenPosition = Extract<Position, { kind: 'token' }>;

/** The facts of the partition an offset was asked of; throws where it was not read. */
export function partitionOfOffset(
  snapshot: Snapshot,
  { partition, offset }: { readonly partition: number; readonly offset: number },
): PartitionFacts {
  const facts = partitionsRead(snapshot).get(partition);
  if (!facts) throw unknownPartition(snapshot, partition);
  const { start, next, lastStable } = facts;
  const said = formatPlace(partition, offset);
  if (offset < start) {
    const text = `${said} lies before what was read: partition ${partition} begins at offset ${start}.`;
    throw fault('before_start', text, { partition, offset, start });
  }
  if (offset >= next) {
    const text = `${said} was not read yet: partition ${partition} is read up to offset ${next}, exclusive.`;
    throw fault('not_read_yet', text, { partition, offset, next, end: Math.max(next, lastStable) });
  }
  return facts;
}

/** The tick `pP:O` stands for: the last record at or below it, or null where there is none. */
export function tickOfRecord(snapshot: Snapshot, position: RecordPosition): Tick | null {
  return recordAtOrBelow(snapshot, partitionOfOffset(snapshot, position), position.offset);
}

/** The partitions other than a tick's own that may still bring records from before it. */
export function provisionalAt(snapshot: Snapshot, tick: Tick, live?: Finality): number[] {
  return notFinalAt(snapshot, tick.tau, live).filter((p) => p !== tick.partition);
}

function ofRecord(snapshot: Snapshot, position: RecordPosition, live?: Finality): Moment {
  const tick = tickOfRecord(snapshot, position);
  if (!tick) return { cut: emptyCut(snapshot), provisional: [] };
  return { cut: cutOfTick(snapshot, tick), provisional: provisionalAt(snapshot, tick, live) };
}

// Read past it is final whatever the log's clock says; else the writer tells through when nothing can come any more.
function notFinalAt(snapshot: Snapshot, tau: number, live?: Finality): number[] {
  if (!live || tau <= live.finalThrough) return [];
  const facts = [...partitionsRead(snapshot).values()];
  return facts.filter((read) => read.tau <= tau).map(({ partition }) => partition);
}

function ofToken(snapshot: Snapshot, { identity, cut }: TokenPosition): Cut {
  const ours = logIdentity(snapshot);
  if (identity !== ours) {
    throw fault('other_log', 'This cut token is of another log than the one that is open.', {
      identity: ours,
      asked: identity,
    });
  }
  for (const partition of partitionsOf(cut))
    checkPartition(snapshot, partition, cut[partition] ?? 0);
  return canonicalCut(snapshot, cut);
}

function checkPartition(snapshot: Snapshot, partition: number, asked: number): void {
  const facts = partitionsRead(snapshot).get(partition);
  if (!facts) throw unknownPartition(snapshot, partition);
  const { start, next, lastStable } = facts;
  if (asked < start) {
    const text = `Partition ${partition} was read from offset ${start}; this token needs it from before ${asked}.`;
    throw fault('starts_later', text, { partition, asked, start });
  }
  if (asked > next) {
    const text = `Partition ${partition} is read up to offset ${next}; this token needs it up to ${asked}.`;
    throw fault('not_read_yet', text, { partition, asked, next, end: Math.max(next, lastStable) });
  }
}

function unknownPartition(snapshot: Snapshot, partition: number): FaultError {
  const partitions = [...partitionsRead(snapshot).keys()];
  const text = `This log has no partition ${partition}; it has ${partitions.length}.`;
  return fault('unknown_partition', text, { partition, partitions });
}

function fault(code: FaultCode, text: string, data: unknown): FaultError {
  return new FaultError({ code, text, data });
}
