/** Writes snappy without compressing: one literal after the other. */
export function storeSnappy(bytes: Uint8Array): Uint8Array {
  const out = [...unsigned(bytes.length)];
  for (let at = 0; at < bytes.length; at += 60) {
    const run = bytes.subarray(at, at + 60);
    out.push((run.length - 1) << 2, ...run);
  }
  return Uint8Array.from(out);
}

/** Snappy that inflates to `length` zeros: one literal, then copies of 64 bytes at 3 bytes each. */
export function snappyBomb(length: number): Uint8Array {
  const head = unsigned(length);
  const copies = Math.floor((length - 1) / 64);
  const out = new Uint8Array(head.length + 2 + copies * 3);
  out.set(head);
  // A literal of one zero byte is two zero bytes; then copy tags with a distance of 1.
  for (let at = head.length + 2; at < out.length; at += 3) {
    out[at] = (63 << 2) | 2;
    out[at + 1] = 1;
  }
  return out;
}

function unsigned(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (; rest >= 0x80; rest = Math.floor(rest / 128)) out.push((rest % 128) | 0x80);
  return [...out, rest];
}
