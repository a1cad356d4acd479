type Known = { readonly bytes: Uint8Array; readonly text: string };

const slots = 256;
const longest = 128;
const known = new Array<Known | undefined>(slots);

/**
 * The text of ASCII bytes [from, to). Texts that come again and again, as types and sources do, are
 * compared instead of decoded: at most 256 of them, of 128 bytes each, are kept.
 */
export function recallText(bytes: Buffer, from: number, to: number): string {
  const length = to - from;
  if (length === 0 || length > longest) return bytes.toString('latin1', from, to);
  const slot = slotOf(bytes, from, length);
  const kept = known[slot];
  if (kept && isSame(kept.bytes, bytes, from, to)) return kept.text;
  const text = bytes.toString('latin1', from, to);
  known[slot] = { bytes: Uint8Array.prototype.slice.call(bytes, from, to), text };
  return text;
}

function slotOf(bytes: Uint8Array, from: number, length: number): number {
  const quarter = bytes[from + (length >> 2)] as number;
  const last = bytes[from + length - 1] as number;
  return (length + 7 * quarter + 31 * last) % slots;
}

function isSame(kept: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (kept.length !== to - from) return false;
  for (let at = 0; at < kept.length; at++) {
    if (kept[at] !== bytes[from + at]) return false;
  }
  return true;
}
