import { FaultError } from '../../shared/contract/fault.ts';
import { fromBase64Url, toBase64Url } from '../../shared/log/base64url.ts';

/** Where a page ended: the cut it was answered at, and the key of its last row. */
export type Cursor = { readonly token: string; readonly key: readonly (string | number | null)[] };

/** Writes a cursor as text. */
export function writeCursor({ token, key }: Cursor): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify([token, ...key])));
}

/** Reads a cursor whose key has the given types; throws FaultError `bad_cursor` where it is none. */
export function readCursor(text: string, ...types: readonly ('text' | 'number')[]): Cursor {
  const parts = parse(text);
  const [token, ...key] = parts ?? [];
  const fits =
    typeof token === 'string' &&
    key.length === types.length &&
    key.every((value, at) => fitsType(value, types[at] as 'text' | 'number'));
  if (fits) return { token, key: key as Cursor['key'] };
  throw new FaultError({
    code: 'bad_cursor',
    text: 'This cursor was not made by this question. Begin again with the first page.',
  });
}

function fitsType(value: unknown, type: 'text' | 'number'): boolean {
  if (type === 'number') return Number.isSafeInteger(value);
  return value === null || typeof value === 'string';
}

function parse(text: string): unknown[] | null {
  const bytes = fromBase64Url(text);
  if (!bytes) return null;
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
