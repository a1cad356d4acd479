/** Where a reader stands in a run of bytes; readers move `at` past what they read. */
export type ByteCursor = { readonly bytes: Uint8Array; at: number };

/** Reads an unsigned LEB128 integer up to 2^53 - 1; null where it is cut off or too large. */
export function readUnsigned(cursor: ByteCursor): number | null {
  let value = 0;
  let factor = 1;
  for (let length = 0; length < 8; length++) {
    const byte = cursor.bytes[cursor.at++];
    if (byte === undefined) return null;
    value += (byte & 0x7f) * factor;
    if (byte < 0x80) return Number.isSafeInteger(value) ? value : null;
    factor *= 128;
  }
  return null;
}

/** Reads a zigzag LEB128 integer (Kafka's varint and varlong); null where it is cut off or too large. */
export function readVarint(cursor: ByteCursor): number | null {
  const raw = readUnsigned(cursor);
  if (raw === null) return null;
  return raw % 2 === 0 ? raw / 2 : -(raw + 1) / 2;
}

/** How many bytes an unsigned LEB128 integer takes at most, where it is a safe one. */
export const longestUnsigned = 8;

/** Writes an unsigned LEB128 integer at `at`; where it ends. */
export function putUnsigned(out: Uint8Array | number[], at: number, value: number): number {
  let [rest, next] = [value, at];
  while (rest >= 0x80) {
    out[next++] = (rest % 128) | 0x80;
    rest = Math.floor(rest / 128);
  }
  out[next++] = rest;
  return next;
}

/** Appends a zigzag LEB128 integer (Kafka's varint). */
export function pushVarint(out: number[], value: number): void {
  putUnsigned(out, out.length, value >= 0 ? value * 2 : -value * 2 - 1);
}
