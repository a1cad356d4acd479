const tables = makeTables();

/** CRC-32C (Castagnoli, RFC 3720 appendix B.4), as Kafka's record batches carry it; an unsigned integer. */
export function crc32c(bytes: Uint8Array, from = 0, to = bytes.length): number {
  let crc = 0xffffffff;
  let at = from;
  for (; at + 8 <= to; at += 8) {
    const low =
      crc ^
      ((bytes[at] as number) |
        ((bytes[at + 1] as number) << 8) |
        ((bytes[at + 2] as number) << 16) |
        ((bytes[at + 3] as number) << 24));
    crc =
      word(7, low & 255) ^
      word(6, (low >>> 8) & 255) ^
      word(5, (low >>> 16) & 255) ^
      word(4, low >>> 24) ^
      word(3, bytes[at + 4] as number) ^
      word(2, bytes[at + 5] as number) ^
      word(1, bytes[at + 6] as number) ^
      word(0, bytes[at + 7] as number);
  }
  for (; at < to; at++) crc = word(0, (crc ^ (bytes[at] as number)) & 255) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

function word(table: number, index: number): number {
  return tables[table * 256 + index] as number;
}

/** Eight tables of 256 words: "slicing by eight". */
function makeTables(): Int32Array {
  const words = new Int32Array(8 * 256);
  for (let index = 0; index < 256; index++) {
    let crc = index;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0x82f63b78 : crc >>> 1;
    words[index] = crc;
  }
  for (let index = 256; index < words.length; index++) {
    const before = words[index - 256] as number;
    words[index] = (words[before & 255] as number) ^ (before >>> 8);
  }
  return words;
}
