/**
 * A 48-bit hash of an event's identity (source, id). Equal identities have equal hashes; equal
 * hashes are only a hint, to be confirmed by the records themselves.
 */
export function hashIdentity(source: string, id: string): number {
  const low = { state: 0x2545f491 };
  const high = { state: 0x1b873593 };
  for (const text of [source, id]) {
    for (let at = 0; at < text.length; at++) stir(low, high, text.charCodeAt(at));
    // Ends each text, so that ("a", "bc") and ("ab", "c") differ.
    stir(low, high, 0x10000);
  }
  return (finish(high.state) >>> 16) * 2 ** 32 + finish(low.state);
}

type Lane = { state: number };

function stir(low: Lane, high: Lane, unit: number): void {
  low.state = Math.imul(low.state ^ unit, 0x9e3779b1);
  high.state = Math.imul(high.state ^ unit, 0x85ebca6b) + (low.state >>> 15);
}

function finish(state: number): number {
  let mixed = Math.imul(state ^ (state >>> 15), 0xc2b2ae35);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0x27d4eb2f);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
