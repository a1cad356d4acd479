import type { EventType } from '../../shared/domain/events.ts';
import type { ByteRun } from './byte-run.ts';

/** A run of bytes in headers, counted from where these begin; `from` is 0 where there is none. */
export type HeaderSpan = { readonly from: number; readonly to: number };

/** What headers of one layout have in common, and where they differ. */
export type LayoutParts = {
  readonly type: EventType;
  readonly source: string;
  readonly actor: string | null;
  /** True where there is a reason or a ticket, whatever it says. */
  readonly saysWhy: boolean;
  readonly id: HeaderSpan;
  readonly time: HeaderSpan;
  readonly subject: HeaderSpan;
  /** The headers themselves, as they were when the layout was learned. */
  readonly bytes: Uint8Array;
  /** The values that may be any ASCII: nothing of them is read. */
  readonly loose: readonly HeaderSpan[];
  /** The values that may be any bytes. */
  readonly free: readonly HeaderSpan[];
};

/**
 * Headers as they come again from record to record: the same names and lengths, the same type,
 * source, actor and version, only other ids and times. To compare with what is known takes 0.1 us;
 * to scan, to make texts of and to read it anew takes 2.
 */
export class HeaderLayout {
  readonly type: EventType;
  readonly source: string;
  readonly actor: string | null;
  readonly saysWhy: boolean;
  readonly id: HeaderSpan;
  readonly time: HeaderSpan;
  readonly subject: HeaderSpan;
  readonly #loose: readonly HeaderSpan[];
  /** The stretches that are always the same: where each begins and ends, one after the other. */
  readonly #stretches: Int32Array;
  /** Their bytes as words of four, in the order in which they are compared. */
  readonly #words: Int32Array;

  constructor(parts: LayoutParts) {
    this.type = parts.type;
    this.source = parts.source;
    this.actor = parts.actor;
    this.saysWhy = parts.saysWhy;
    this.id = parts.id;
    this.time = parts.time;
    this.subject = parts.subject;
    this.#loose = [parts.id, parts.subject, ...parts.loose];
    const stretches = stretchesOf(parts);
    const view = new DataView(parts.bytes.buffer, parts.bytes.byteOffset, parts.bytes.length);
    this.#stretches = Int32Array.from(stretches.flatMap(({ from, to }) => [from, to]));
    this.#words = Int32Array.from(stretches.flatMap(placesOfWords), (at) => wordAt(view, at));
  }

  /** True where headers of this length that begin at `start` are laid out like this. */
  fits({ bytes, words }: ByteRun, start: number): boolean {
    const stretches = this.#stretches;
    const known = this.#words;
    let next = 0;
    for (let index = 0; index < stretches.length; index += 2) {
      const last = start + (stretches[index + 1] as number) - wordBytes;
      let at = start + (stretches[index] as number);
      for (; at < last; at += wordBytes) {
        if (words.getInt32(at, true) !== known[next++]) return false;
      }
      // The last word ends where the stretch does, and may overlap the one before.
      if (words.getInt32(last, true) !== known[next++]) return false;
    }
    for (const span of this.#loose) {
      if (!isAscii(bytes, start + span.from, start + span.to)) return false;
    }
    return true;
  }
}

const wordBytes = 4;

function wordAt(view: DataView, at: number): number {
  return view.getInt32(at, true);
}

/** What lies between the values that differ: at least a word each, since a name and two lengths stand before a value. */
function stretchesOf({ bytes, id, time, subject, loose, free }: LayoutParts): HeaderSpan[] {
  const differing = [id, time, subject, ...loose, ...free].filter(({ from }) => from > 0);
  const stretches: HeaderSpan[] = [];
  let from = 0;
  for (const span of differing.sort((a, b) => a.from - b.from)) {
    stretches.push({ from, to: span.from });
    from = span.to;
  }
  return from === bytes.length ? stretches : [...stretches, { from, to: bytes.length }];
}

function placesOfWords({ from, to }: HeaderSpan): number[] {
  const last = to - wordBytes;
  const places: number[] = [];
  for (let at = from; at < last; at += wordBytes) places.push(at);
  return [...places, last];
}

function isAscii(bytes: Uint8Array, from: number, to: number): boolean {
  let bits = 0;
  for (let at = from; at < to; at++) bits |= bytes[at] as number;
  return bits < 0x80;
}
