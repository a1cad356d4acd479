const frameMark = 0x184d2204;
const uncompressedBit = 0x80000000;

/**
 * The most bytes that LZ4 frames can inflate to, from their heads alone; null where the framing is
 * broken. The library inflates without a limit, so this is asked first. Source: LZ4 frame format 1.6.
 */
export function measureLz4(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let most = 0;
  let at = 0;
  while (at < bytes.length) {
    const frame = measureFrame(view, at);
    if (!frame) return null;
    most += frame.most;
    at = frame.end;
  }
  return at === 0 ? null : most;
}

function measureFrame(view: DataView, from: number): { most: number; end: number } | null {
  if (from + 7 > view.byteLength || view.getUint32(from, true) !== frameMark) return null;
  const flags = view.getUint8(from + 4);
  const sizeCode = (view.getUint8(from + 5) >> 4) & 7;
  if (flags >> 6 !== 1 || sizeCode < 4) return null;
  const blockMax = 1 << (2 * sizeCode + 8);
  const blockTail = flags & 0x10 ? 4 : 0;
  let at = from + 7 + (flags & 0x08 ? 8 : 0) + (flags & 0x01 ? 4 : 0);
  let most = 0;
  while (at + 4 <= view.byteLength) {
    const word = view.getUint32(at, true);
    at += 4;
    if (word === 0) {
      const end = at + (flags & 0x04 ? 4 : 0);
      return end <= view.byteLength ? { most, end } : null;
    }
    const size = word & 0x7fffffff;
    // A byte of a compressed block makes at most 255.
    most += word >= uncompressedBit ? size : Math.min(blockMax, size * 255);
    at += size + blockTail;
  }
  return null;
}
