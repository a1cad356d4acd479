import { gunzipSync, zstdDecompressSync } from 'node:zlib';
import { decompressFrameSync } from 'lz4-napi';
import type { Codec } from './batch-header.ts';
import { decodeSnappy } from './decode-snappy.ts';
import { measureLz4 } from './measure-lz4.ts';

/** Why a batch could not be inflated. */
export type InflateFault = 'bad_compression' | 'too_large';

/** Inflates the records of a batch to at most `limit` bytes; never throws. */
export function inflate(codec: Codec, bytes: Uint8Array, limit: number): Uint8Array | InflateFault {
  try {
    return inflateBy(codec, bytes, limit);
  } catch (fault) {
    return isTooLarge(fault) ? 'too_large' : 'bad_compression';
  }
}

function inflateBy(codec: Codec, bytes: Uint8Array, limit: number): Uint8Array | InflateFault {
  switch (codec) {
    case 'none':
      return bytes;
    case 'gzip':
      return plain(gunzipSync(bytes, { maxOutputLength: limit }));
    case 'zstd':
      return plain(zstdDecompressSync(bytes, { maxOutputLength: limit }));
    case 'snappy':
      return decodeSnappy(bytes, limit) ?? 'bad_compression';
    case 'lz4':
      return inflateLz4(bytes, limit);
  }
}

function inflateLz4(bytes: Uint8Array, limit: number): Uint8Array | InflateFault {
  const most = measureLz4(bytes);
  if (most === null) return 'bad_compression';
  if (most > limit) return 'too_large';
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  return plain(decompressFrameSync(buffer));
}

function isTooLarge(fault: unknown): boolean {
  return fault instanceof RangeError && 'code' in fault && fault.code === 'ERR_BUFFER_TOO_LARGE';
}

// Views of a Buffer are Buffers and cost more than those of a plain Uint8Array.
function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length);
}
