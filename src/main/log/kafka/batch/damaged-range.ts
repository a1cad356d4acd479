import { offset } from '../../../../shared/log/offset.ts';
import type { DamagedRange } from '../../log-port.ts';
import { headerBytes, peekBatch, readBatchHeader } from './batch-header.ts';

/** A batch that cannot be read: where it stands in the bytes, and the offsets around it. */
export type DamagedBatch = {
  readonly bytes: Uint8Array;
  readonly at: number;
  /** The next offset to read when the batch was met. */
  readonly next: number;
  /** The end of the log, exclusive. */
  readonly end: number;
  readonly reason: DamagedRange['reason'];
};

const keptBytes = 64 * 1024;

const texts: { readonly [reason in DamagedRange['reason']]: string } = {
  bad_crc: 'The checksum of this batch does not match its bytes.',
  bad_compression: 'This batch does not inflate: its compressed bytes are damaged.',
  too_large: 'This batch inflates to more than 64 MiB.',
  bad_batch: 'The framing of this batch is damaged.',
};

/**
 * The offsets a damaged batch takes with it. Its own words are believed only as far as they fit
 * the log around it, and where they do not, one offset is given up and the rest asked for again.
 */
export function damagedRange(batch: DamagedBatch): DamagedRange {
  const view = new DataView(batch.bytes.buffer, batch.bytes.byteOffset, batch.bytes.length);
  const head = peekBatch(view, batch.at);
  const size = Math.max(0, Math.min(head?.size ?? 0, batch.bytes.length - batch.at));
  const claims = claimedEnds(view, batch, size).filter(
    (claim) => Number.isSafeInteger(claim) && claim > batch.next && claim <= batch.end,
  );
  const next = claims.length > 0 ? Math.min(...claims) : batch.next + 1;
  const base = head?.baseOffset ?? batch.next;
  const from = Number.isSafeInteger(base) && base > batch.next && base < next ? base : batch.next;
  const { reason } = batch;
  const kept = batch.bytes.slice(batch.at, batch.at + Math.min(size || keptBytes, keptBytes));
  return { from: offset(from), next: offset(next), reason, text: texts[reason], bytes: kept };
}

/** Where the batch itself and the one after it say that it ends. */
function claimedEnds(view: DataView, { at }: DamagedBatch, size: number): number[] {
  if (size < headerBytes) return [];
  const { baseOffset, lastOffsetDelta, recordCount } = readBatchHeader(view, at);
  const consistent = recordCount >= 0 && recordCount <= lastOffsetDelta + 1;
  const own = consistent ? [baseOffset + lastOffsetDelta + 1] : [];
  const following = peekBatch(view, at + size);
  return following ? [...own, following.baseOffset] : own;
}
