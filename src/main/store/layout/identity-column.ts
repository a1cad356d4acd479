/** How many bytes an identity takes. */
export const identityBytes = 6;

/** Identities (48 bits; 0: none) one behind the other; a hash does not get smaller by packing. */
export function encodeIdentities(identities: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(identities.length * identityBytes);
  let at = 0;
  for (const identity of identities) at = bytes.writeUIntLE(identity, at, identityBytes);
  return bytes;
}

/** How many identities there are. */
export function countIdentities(bytes: Buffer): number {
  return bytes.length / identityBytes;
}

/** The identity of a row; 0 where it has none. */
export function identityAt(bytes: Buffer, row: number): number {
  return bytes.readUIntLE(row * identityBytes, identityBytes);
}

/** The rows with an identity, ascending. */
export function rowsWithIdentity(bytes: Buffer, identity: number): number[] {
  const sought = Buffer.allocUnsafe(identityBytes);
  sought.writeUIntLE(identity, 0, identityBytes);
  const rows: number[] = [];
  for (let at = bytes.indexOf(sought); at >= 0; at = bytes.indexOf(sought, at + 1)) {
    if (at % identityBytes === 0) rows.push(at / identityBytes);
  }
  return rows;
}

const lowest = 2 ** 16;

/** Some identities, to be looked for all at once. */
export class IdentitySieve {
  readonly #wanted: ReadonlySet<number>;
  /** 1 for the lowest two bytes that one of them has: nearly all others are told by this. */
  readonly #low = new Uint8Array(lowest);

  constructor(wanted: Iterable<number>) {
    this.#wanted = new Set(wanted);
    for (const identity of this.#wanted) this.#low[identity % lowest] = 1;
  }

  /** The rows that have one of them, ascending, and which. */
  rowsIn(bytes: Buffer): { readonly row: number; readonly identity: number }[] {
    const found: { row: number; identity: number }[] = [];
    for (let at = 0; at < bytes.length; at += identityBytes) {
      const low = (bytes[at] as number) | ((bytes[at + 1] as number) << 8);
      if (this.#low[low] === 0) continue;
      const identity = bytes.readUIntLE(at, identityBytes);
      if (this.#wanted.has(identity)) found.push({ row: at / identityBytes, identity });
    }
    return found;
  }
}
