import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

const plain = 0;
const zstd = 1;
// Below this, a frame costs more time than it saves room.
const worthwhile = 4096;
const settings = {
  chunkSize: 64 * 1024,
  params: { [constants.ZSTD_c_compressionLevel]: 1 },
};

/** Bytes as they are stored: a mark (0 plain, 1 zstd), then the bytes or their frame. */
export function packBytes(bytes: Uint8Array): Buffer {
  const isSmall = bytes.length < worthwhile;
  const body = isSmall ? bytes : zstdCompressSync(bytes, settings);
  const packed = Buffer.allocUnsafe(1 + body.length);
  packed[0] = isSmall ? plain : zstd;
  packed.set(body, 1);
  return packed;
}

/** Stored bytes that are not what was packed. */
export class PackedBytesError extends Error {
  override name = 'PackedBytesError';
}

/** The bytes that were packed. Throws PackedBytesError where they are not what `packBytes` gave. */
export function unpackBytes(packed: Uint8Array): Buffer {
  const body = packed.subarray(1);
  if (packed[0] === zstd) return unpackFrame(body);
  if (packed[0] !== plain) throw new PackedBytesError('they bear no mark of this program.');
  return Buffer.from(body.buffer, body.byteOffset, body.length);
}

function unpackFrame(frame: Uint8Array): Buffer {
  try {
    return zstdDecompressSync(frame, { chunkSize: 64 * 1024 });
  } catch (thrown) {
    throw new PackedBytesError('a frame is damaged.', { cause: thrown });
  }
}
