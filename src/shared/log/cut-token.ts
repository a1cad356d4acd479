import { err, ok, type Result } from '../kit/result.ts';
import { fromBase64Url, toBase64Url } from './base64url.ts';
import { crc32c } from './crc32c.ts';
import { type Cut, partitionsOf } from './cut.ts';
import { type Offset, toOffset } from './offset.ts';
import { type ByteCursor, pushUnsigned, readUnsigned } from './varint.ts';

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
  const out: number[] = [];
  const name = asciiBytes(identity);
  pushUnsigned(out, name.length);
  for (const byte of name) out.push(byte);
  const partitions = partitionsOf(cut);
  pushUnsigned(out, partitions.length);
  for (const partition of partitions) {
    pushUnsigned(out, partition);
    pushUnsigned(out, cut[partition] as number);
  }
  const check = crc32c(Uint8Array.from(out));
  out.push(check >>> 24, (check >>> 16) & 255, (check >>> 8) & 255, check & 255);
  return mark + toBase64Url(Uint8Array.from(out));
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

// Log identities are printable ASCII by construction: names from outside are percent-encoded into them.
function asciiBytes(text: string): number[] {
  return [...text].map((letter) => letter.charCodeAt(0) & 127);
}

function asciiText(bytes: Uint8Array): string | null {
  return bytes.every((byte) => byte < 128) ? String.fromCharCode(...bytes) : null;
}
