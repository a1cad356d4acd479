import { offset, toOffset } from '../../../shared/log/offset.ts';
import { type LogChunk, LogFaultError, type PartitionBounds } from '../log-port.ts';
import { type DecodedSet, decodeRecordSet, type InflateBudget } from './batch/decode-record-set.ts';
import type { FetchAsk, FetchedPartition } from './wire/fetch-call.ts';

/** A chunk, and what to do before the next one of its partition. */
export type PartitionReading = {
  readonly chunk: LogChunk;
  /** The offset of a batch that came damaged and is to be fetched once more; null for none. */
  readonly suspect: number | null;
  /** Leader epoch of the record below `chunk.next`; -1 where it is not known. */
  readonly lastEpoch: number;
};

/** A partition's answer, what was asked, and what is already known of it. */
export type PartitionAnswer = {
  readonly ask: FetchAsk;
  readonly fetched: FetchedPartition;
  readonly budget: InflateBudget;
  /** The offset at which a damaged batch was met before. */
  readonly suspectBefore: number | null;
};

/**
 * Reads what a broker sent of one partition. A damaged batch is left for a second fetch, and given
 * out as damaged when it comes so again. Throws `LogFaultError` for a codec or format we lack.
 */
export function readPartition(answer: PartitionAnswer): PartitionReading {
  const { ask, fetched, budget, suspectBefore } = answer;
  const { partition, recordSet } = fetched;
  const bounds = boundsOf(fetched);
  const bytes = new Uint8Array(recordSet.buffer, recordSet.byteOffset, recordSet.length);
  const { aborted } = fetched;
  const end = bounds.highWatermark;
  const decoded = decodeRecordSet({ partition, from: ask.from, end, bytes, aborted, budget });
  refuseUnsupported(decoded, answer);
  const { records, passed, lastEpoch } = decoded;
  const confirmed = decoded.damage !== null && suspectBefore === decoded.next;
  const damaged = confirmed && decoded.damage ? [decoded.damage] : [];
  const next = damaged[0]?.next ?? offset(decoded.next);
  return {
    chunk: { partition, from: offset(ask.from), next, records, passed, damaged, bounds },
    suspect: decoded.damage && !confirmed ? decoded.next : null,
    // Nobody knows the epoch of a batch that could not be read: a wrong one would look like a rewritten log.
    lastEpoch: confirmed ? -1 : lastEpoch,
  };
}

/** What stands before an unsupported batch is given out first: only where nothing does is it a fault. */
function refuseUnsupported(decoded: DecodedSet, { ask }: PartitionAnswer): void {
  if (decoded.stop !== 'unsupported_codec' && decoded.stop !== 'unsupported_format') return;
  if (decoded.next > ask.from) return;
  const { partition } = ask;
  const what =
    decoded.stop === 'unsupported_codec'
      ? 'is compressed by a codec that this version does not know'
      : 'is in a record format that this version does not read (only format 2, Kafka 0.11 and later)';
  const text = `Partition ${partition} cannot be read on from offset ${decoded.next}: the batch there ${what}.`;
  throw new LogFaultError({ code: decoded.stop, text, fatal: true, partition });
}

function boundsOf(fetched: FetchedPartition): PartitionBounds {
  const logStart = toOffset(fetched.logStart) ?? offset(0);
  const told = toOffset(fetched.lastStable) ?? toOffset(fetched.highWatermark) ?? logStart;
  const lastStable = told < logStart ? logStart : told;
  const high = toOffset(fetched.highWatermark) ?? lastStable;
  const highWatermark = high < lastStable ? lastStable : high;
  return { partition: fetched.partition, logStart, lastStable, highWatermark };
}
