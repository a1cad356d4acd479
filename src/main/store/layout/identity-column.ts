const width = 6;

/** Identities (48 bits; null: none, stored as 0) one behind the other; a hash does not get smaller by packing. */
export function encodeIdentities(identities: readonly (number | null)[]): Buffer {
  const bytes = Buffer.allocUnsafe(identities.length * width);
  for (const [row, identity] of identities.entries()) {
    bytes.writeUIntLE(identity ?? 0, row * width, width);
  }
  return bytes;
}

/** How many identities there are. */
export function countIdentities(bytes: Buffer): number {
  return bytes.length / width;
}

/** The identity of a row; 0 where it has none. */
export function identityAt(bytes: Buffer, row: number): number {
  return bytes.readUIntLE(row * width, width);
}

/** The rows with an identity, ascending. */
export function rowsWithIdentity(bytes: Buffer, identity: number): number[] {
  const sought = Buffer.allocUnsafe(width);
  sought.writeUIntLE(identity, 0, width);
  const rows: number[] = [];
  for (let at = bytes.indexOf(sought); at >= 0; at = bytes.indexOf(sought, at + 1)) {
    if (at % width === 0) rows.push(at / width);
  }
  return rows;
}
