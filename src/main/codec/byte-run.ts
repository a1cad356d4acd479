/** A run of bytes in the three forms in which it is read fastest; `words` for four bytes at a time. */
export type ByteRun = {
  readonly bytes: Uint8Array;
  readonly buffer: Buffer;
  readonly words: DataView;
};

let last: ByteRun = runOver(new Uint8Array(0));

/** The run over some bytes; records that follow each other share theirs, so the last is kept. */
export function byteRun(bytes: Uint8Array): ByteRun {
  if (last.bytes !== bytes) last = runOver(bytes);
  return last;
}

function runOver(bytes: Uint8Array): ByteRun {
  const { buffer, byteOffset, length } = bytes;
  return {
    bytes,
    buffer: Buffer.from(buffer, byteOffset, length),
    words: new DataView(buffer, byteOffset, length),
  };
}

/** True where the bytes that begin at `from` are the letters of an ASCII text. */
export function beginsWith(bytes: Uint8Array, from: number, text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    if (bytes[from + at] !== text.charCodeAt(at)) return false;
  }
  return true;
}

/** True where so many bytes at `a` and at `b` are the same. */
export function isSame(bytes: Uint8Array, a: number, b: number, length: number): boolean {
  for (let at = 0; at < length; at++) {
    if (bytes[a + at] !== bytes[b + at]) return false;
  }
  return true;
}
