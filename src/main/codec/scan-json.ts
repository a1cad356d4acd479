/** What one pass over the bytes of a JSON text tells, before anything is parsed. */
export type JsonScan = {
  /** The deepest nesting of arrays and objects. */
  readonly depth: number;
  /** Where the text stops: inside something, at its end, or with more behind its end. */
  readonly ending: 'open' | 'closed' | 'trailing';
  /** A word that only JavaScript knows as a number stands outside the strings: NaN, Infinity. */
  readonly hasNumberWord: boolean;
  /** A number is long enough, or has an exponent, so that a double may not hold it. */
  readonly hasWideNumber: boolean;
};

const quote = 0x22;
const backslash = 0x5c;
const longDigits = 16;

/** Scans a JSON text, valid or not, in one pass without allocating; stops early past `maxDepth`. */
export function scanJson(bytes: Uint8Array, maxDepth: number): JsonScan {
  let open = 0;
  let depth = 0;
  let digits = 0;
  let closed = false;
  let trailing = false;
  let hasNumberWord = false;
  let hasWideNumber = false;
  let at = 0;
  for (; at < bytes.length && depth <= maxDepth; at++) {
    const byte = bytes[at] as number;
    if (closed && !isSpace(byte)) trailing = true;
    if (isDigit(byte)) {
      if (++digits >= longDigits) hasWideNumber = true;
      continue;
    }
    if (isExponent(byte) && digits > 0) hasWideNumber = true;
    digits = 0;
    if (byte === quote) at = endOfString(bytes, at);
    else if (isOpener(byte)) depth = Math.max(depth, ++open);
    else if (isCloser(byte)) closed = --open === 0 || closed;
    else if (byte === 0x4e || byte === 0x49) hasNumberWord = true;
  }
  const isOpen = open > 0 || at > bytes.length;
  const ending = trailing ? 'trailing' : isOpen ? 'open' : 'closed';
  return { depth, ending, hasNumberWord, hasWideNumber };
}

/** The index of the quote that ends a string; past the end where it never ends. */
function endOfString(bytes: Uint8Array, start: number): number {
  const end = bytes.length;
  for (let at = start + 1; at < end; at++) {
    const byte = bytes[at] as number;
    if (byte === quote) return at;
    if (byte === backslash) at++;
  }
  return end;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function isExponent(byte: number): boolean {
  return byte === 0x65 || byte === 0x45;
}

function isOpener(byte: number): boolean {
  return byte === 0x7b || byte === 0x5b;
}

function isCloser(byte: number): boolean {
  return byte === 0x7d || byte === 0x5d;
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}
