import { err, ok, type Result } from '../kit/result.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32c } from './crc32c.ts';
import { type Cut, partitionsOf } from './cut.ts';
import { type Offset, toOffset } from './offset.ts';
import { type ByteCursor, longestUnsigned, putUnsigned, readUnsigned } from './varint.ts';

/** What a cut token says: which log, and its canonical cut. */
export type CutCitation = { readonly identity: string; readonly cut: Cut };

const mark = 'cut1_';
const maxIdentityBytes = 1024;
const maxPartitions = 100_000;

/**
 * Writes a cut as a copyable string: `cut1_` and base64url of the log identity, the partitions
 * with their next offsets, and a CRC-32C that catches a string cut short or mistyped. One cut of
 * one log has exactly one token.
 */
export function encodeCutToken({ identity, cut }: CutCitation): string {
  const partitions = partitionsOf(cut);
  const { length } = identity;
  const out = new Uint8Array((2 + 2 * partitions.length) * longestUnsigned + length + 4);
  let at = putUnsigned(out, 0, length);
  // Log identities are printable ASCII by construction: names from outside are percent-encoded into them.
  for (let letter = 0; letter < length; letter++) out[at++] = identity.charCodeAt(letter) & 127;
  at = putUnsigned(out, at, partitions.length);
  for (const partition of partitions) {
    at = putUnsigned(out, at, partition);
    at = putUnsigned(out, at, cut[partition] as number);
  }
  new DataView(out.buffer).setUint32(at, crc32c(out, 0, at));
  return mark + toBase64Url(out.subarray(0, at + 4));
}

/** True where the text claims to be a cut token. */
export function looksLikeCutToken(text: string): boolean {
  return text.startsWith(mark);
}

/** Reads a cut token; `bad_token` where it was cut short, mistyped or made by something else. */
export function decodeCutToken(text: string): Result<CutCitation, 'bad_token'> {
  const bytes = looksLikeCutToken(text) ? fromBase64Url(text.slice(mark.length)) : null;
  if (!bytes || bytes.length < 6) return err('bad_token');
  const body = bytes.subarray(0, -4);
  const check = new DataView(bytes.buffer, bytes.length - 4).getUint32(0);
  if (crc32c(body) !== check) return err('bad_token');
  const citation = readBody({ bytes: body, at: 0 });
  // One cut has one token: what decodes but would be written differently is refused.
  if (!citation || encodeCutToken(citation) !== text) return err('bad_token');
  return ok(citation);
}

function readBody(cursor: ByteCursor): CutCitation | null {
  const length = readUnsigned(cursor);
  if (length === null || length > maxIdentityBytes) return null;
  const identity = asciiText(cursor.bytes.subarray(cursor.at, cursor.at + length));
  if (identity === null) return null;
  cursor.at += length;
  const count = readUnsigned(cursor);
  if (count === null || count > maxPartitions) return null;
  const cut: { [partition: number]: Offset } = {};
  for (let index = 0; index < count; index++) {
    const partition = readUnsigned(cursor);
    const next = readUnsigned(cursor);
    const offset = next === null ? null : toOffset(next);
    if (partition === null || offset === null) return null;
    cut[partition] = offset;
  }
  return cursor.at === cursor.bytes.length ? { identity, cut } : null;
}

function asciiText(bytes: Uint8Array): string | null {
  return bytes.every((byte) => byte < 128) ? String.fromCharCode(...bytes) : null;
}
