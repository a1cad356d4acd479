import { type ByteRun, beginsWith } from './byte-run.ts';

const slots = 2 ** 18;
const longest = 64;
const known = new Array<string | undefined>(slots).fill(undefined);

/**
 * The text of ASCII bytes [from, to) that were seen before nearly always, as ids are: compared
 * with the one kept in their slot instead of made anew (0.15 us), and the same object each time,
 * so that a Map knows its hash. At most 262 144 of them are kept, of 64
 * bytes each; of two in one slot the last is, so that twice as many slots as users leave most alone.
 */
export function recallId({ bytes, buffer }: ByteRun, from: number, to: number): string {
  let hash = to - from;
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ (bytes[at] as number), 0x01000193);
  const slot = (hash ^ (hash >>> 15)) & (slots - 1);
  const kept = known[slot];
  if (kept !== undefined && kept.length === to - from && beginsWith(bytes, from, kept)) return kept;
  const text = buffer.toString('latin1', from, to);
  if (text.length <= longest) known[slot] = text;
  return text;
}
