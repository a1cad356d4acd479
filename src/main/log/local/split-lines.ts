import { createReadStream } from 'node:fs';

/** A line without its end, its number from 1, and how many bytes of the file lie up to its end. */
export type FileLine = { readonly number: number; readonly bytes: Buffer; readonly end: number };

const newline = 0x0a;
const readBytes = 1024 * 1024;

/** Splits a file of any size into lines, as bytes; lines without content are left out. */
export async function* splitLines(path: string, signal: AbortSignal): AsyncGenerator<FileLine[]> {
  let rest: Buffer[] = [];
  let number = 0;
  let end = 0;
  const lineOf = (bytes: Buffer): FileLine => ({ number: ++number, bytes, end });
  const stream = createReadStream(path, { highWaterMark: readBytes, signal });
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const lines: FileLine[] = [];
    let start = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, start)) {
      rest.push(chunk.subarray(start, at));
      end += rest.reduce((sum, { length }) => sum + length, 1);
      lines.push(lineOf(rest.length === 1 ? (rest[0] as Buffer) : Buffer.concat(rest)));
      rest = [];
      start = at + 1;
    }
    rest.push(chunk.subarray(start));
    yield lines.filter(hasContent);
  }
  const last = Buffer.concat(rest);
  end += last.length;
  if (last.length > 0) yield [lineOf(last)].filter(hasContent);
}

function hasContent({ bytes }: FileLine): boolean {
  return bytes.some((byte) => byte !== 0x20 && byte !== 0x09 && byte !== 0x0d);
}
