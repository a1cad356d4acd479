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
