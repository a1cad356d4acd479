import type { RecordAnswer } from '../../shared/contract/log.ts';

type Bytes = NonNullable<RecordAnswer['value']>;

const mostBytes = 65_536;
const lossy = new TextDecoder('utf-8', { ignoreBOM: true });
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Bytes as they travel: the first 64 KiB, with the length of the whole (`length` where the store kept less). */
export function bytesAnswer(bytes: Uint8Array, length = bytes.length): Bytes {
  const kept = bytes.subarray(0, mostBytes);
  return { text: textOf(kept), base64: Buffer.from(kept).toString('base64'), length };
}

/** Bytes as text; what is not UTF-8 becomes U+FFFD. */
export function lossyText(bytes: Uint8Array): string {
  return lossy.decode(bytes);
}

// A character may be cut in two at the limit: that does not make the whole no text.
function textOf(bytes: Uint8Array): string | null {
  const longest = bytes.length === mostBytes ? 3 : 0;
  for (let less = 0; less <= longest; less++) {
    try {
      return strict.decode(bytes.subarray(0, bytes.length - less));
    } catch {}
  }
  return null;
}
