import type { ByteRun } from './byte-run.ts';
import { endOfPlain, endOfValue, pastSpace } from './plain-json.ts';

/** More members than this are left to the parser. */
const mostMembers = 16;

/** Where the members of one JSON object stand: names without their quotes, values with theirs. */
export class JsonMembers {
  count = 0;
  readonly nameFrom = new Int32Array(mostMembers);
  readonly nameTo = new Int32Array(mostMembers);
  readonly valueFrom = new Int32Array(mostMembers);
  readonly valueTo = new Int32Array(mostMembers);

  /**
   * Reads the object that fills the bytes [from, to), space around it aside. True only for an
   * object that is valid beyond doubt and nowhere out of the ordinary (see `plain-json`); false
   * says nothing about the bytes.
   */
  read(run: ByteRun, from: number, to: number): boolean {
    const { bytes } = run;
    this.count = 0;
    let at = pastSpace(bytes, from);
    if (bytes[at] !== 0x7b) return false;
    at = pastSpace(bytes, at + 1);
    if (bytes[at] === 0x7d) return pastSpace(bytes, at + 1) === to;
    while (this.count < mostMembers) {
      at = this.#readMember(run, at, to);
      if (at < 0) return false;
      const byte = bytes[at];
      if (byte === 0x7d) return endsAt(bytes, at + 1, to);
      if (byte !== 0x2c) return false;
      at = pastSpace(bytes, at + 1);
    }
    return false;
  }

  /** The index behind a member and the space after it; -1 where it is not plain. */
  #readMember(run: ByteRun, start: number, to: number): number {
    const { bytes } = run;
    if (bytes[start] !== 0x22) return -1;
    const nameTo = endOfPlain(run, start + 1, to);
    if (nameTo < 0) return -1;
    const colon = pastSpace(bytes, nameTo + 1);
    if (bytes[colon] !== 0x3a) return -1;
    const valueFrom = pastSpace(bytes, colon + 1);
    const valueTo = endOfValue(run, valueFrom, to);
    if (valueTo < 0) return -1;
    const index = this.count++;
    this.nameFrom[index] = start + 1;
    this.nameTo[index] = nameTo;
    this.valueFrom[index] = valueFrom;
    this.valueTo[index] = valueTo;
    return pastSpace(bytes, valueTo);
  }
}

function endsAt(bytes: Uint8Array, from: number, to: number): boolean {
  return from === to || pastSpace(bytes, from) === to;
}
