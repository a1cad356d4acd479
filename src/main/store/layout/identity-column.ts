const width = 6;

/** Identities (48 bits; 0: none) one behind the other; a hash does not get smaller by packing. */
export function encodeIdentities(identities: Float64Array): Buffer {
  const bytes = Buffer.allocUnsafe(identities.length * width);
  let at = 0;
  for (const identity of identities) at = bytes.writeUIntLE(identity, at, width);
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
