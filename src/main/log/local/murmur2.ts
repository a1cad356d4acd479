const multiplier = 0x5bd1e995;

/** Kafka's murmur2 of a key, made positive as its Java client does before taking the remainder. */
export function positiveMurmur2(key: Uint8Array): number {
  let hash = 0x9747b28c ^ key.length;
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  const whole = key.length - (key.length % 4);
  for (let at = 0; at < whole; at += 4) {
    let word = Math.imul(view.getInt32(at, true), multiplier);
    word = Math.imul(word ^ (word >>> 24), multiplier);
    hash = Math.imul(hash, multiplier) ^ word;
  }
  const rest = key.subarray(whole);
  if (rest.length > 0) {
    for (const [index, byte] of rest.entries()) hash ^= byte << (8 * index);
    hash = Math.imul(hash, multiplier);
  }
  hash = Math.imul(hash ^ (hash >>> 13), multiplier);
  return (hash ^ (hash >>> 15)) & 0x7fffffff;
}
