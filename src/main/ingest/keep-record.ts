import { createHash } from 'node:crypto';
import type { LogRecord } from '../../shared/log/record.ts';
import type { Decoded } from '../codec/decoded.ts';
import { toPlace } from '../store/place.ts';
import type { QuarantineRow } from '../store/write/planned-batch.ts';
import type { WholeValue } from './canonical-record.ts';
import { decoderVersion } from './decoder-version.ts';

/** A record as it is kept; `whole` says what a cut value was. */
export type KeptRecord = { readonly record: LogRecord; readonly whole: WholeValue | null };

const longestKept = 8 * 1024 * 1024;
const keptBytes = 64 * 1024;

/**
 * Keeps of a value over 8 MiB the first 64 KiB, with the length and SHA-256 of the whole, and of a
 * timestamp beyond the safe integers the nearest one.
 */
export function keepRecord(came: LogRecord): KeptRecord {
  const record = Number.isSafeInteger(came.timestamp) ? came : withSafeTimestamp(came);
  const { value } = record;
  if (value === null || value.length <= longestKept) return { record, whole: null };
  const sha256 = createHash('sha256').update(value).digest();
  return {
    record: { ...record, value: value.subarray(0, keptBytes) },
    whole: { length: value.length, sha256 },
  };
}

function withSafeTimestamp(record: LogRecord): LogRecord {
  const { MAX_SAFE_INTEGER: max, MIN_SAFE_INTEGER: min } = Number;
  const timestamp = Math.min(max, Math.max(min, Math.trunc(record.timestamp) || 0));
  return { ...record, timestamp };
}

/** The row of a record that could not become an event. */
export function quarantineRow(
  { record, whole }: KeptRecord,
  { reason, text }: Extract<Decoded, { kind: 'quarantined' }>,
): QuarantineRow {
  const hash = whole && Buffer.from(whole.sha256).toString('hex');
  const place = toPlace(record.partition, record.offset);
  return {
    place,
    until: place + 1,
    reason,
    text: hash ? `${text} Its first 64 KiB are kept; its SHA-256 is ${hash}.` : text,
    decoder: decoderVersion,
    key: record.key,
    bytes: null,
    valueLength: whole?.length ?? null,
    valueSha256: whole?.sha256 ?? null,
  };
}
