/** Reads base64 as bytes; what is no base64 gives none. */
export function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  } catch {
    return new Uint8Array(0);
  }
}

/** Bytes as lines of a hex dump: offset, bytes in hex, and the printable ones as letters. */
export function hexLines(bytes: Uint8Array, perLine: number): string[] {
  const lines: string[] = [];
  const digits = Math.max(4, bytes.length.toString(16).length);
  for (let at = 0; at < bytes.length; at += perLine) {
    const run = [...bytes.subarray(at, at + perLine)];
    const hex = run.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const letters = run.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '·'));
    const offset = at.toString(16).padStart(digits, '0');
    lines.push(`${offset}  ${hex.padEnd(perLine * 3 - 1)}  ${letters.join('')}`);
  }
  return lines;
}
