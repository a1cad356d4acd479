import fc from 'fast-check';

/** One change to a run of bytes. */
export type Mutation = {
  readonly at: number;
  readonly kind: 'flip' | 'cut' | 'insert' | 'swap';
  readonly byte: number;
};

/** Changes that like the bytes JSON is made of. */
export const arbitraryMutation: fc.Arbitrary<Mutation> = fc.record({
  at: fc.nat(),
  kind: fc.constantFrom('flip' as const, 'cut' as const, 'insert' as const, 'swap' as const),
  byte: fc.oneof(fc.constantFrom(0, 0x22, 0x5c, 0x7b, 0x5b, 0x2c, 0xff), fc.nat(255)),
});

/** A copy of the bytes with the changes made one after the other. */
export function mutateBytes<Bytes extends Uint8Array | null>(
  bytes: Bytes,
  mutations: readonly Mutation[],
): Bytes | Uint8Array {
  if (bytes === null) return bytes;
  return mutations.reduce<Uint8Array>((before, { at, kind, byte }) => {
    const place = at % (before.length + 1);
    if (kind === 'cut') return before.slice(0, place);
    if (kind === 'swap') return Uint8Array.of(...before.slice(place), ...before.slice(0, place));
    const rest = before.slice(kind === 'flip' ? place + 1 : place);
    return Uint8Array.of(...before.slice(0, place), byte, ...rest);
  }, bytes);
}
