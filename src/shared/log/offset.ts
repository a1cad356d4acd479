import type { Brand } from '../kit/brand.ts';

/** A record's place in its partition: a safe integer from 0 up. */
export type Offset = Brand<number, 'Offset'>;

/** Reads an offset; null where the number is not a safe integer from 0 up. */
export function toOffset(value: number): Offset | null {
  return Number.isSafeInteger(value) && value >= 0 ? (value as Offset) : null;
}

/** Reads an offset that our own code made; throws RangeError where it is not one (a bug). */
export function offset(value: number): Offset {
  const parsed = toOffset(value);
  if (parsed === null) throw new RangeError(`Not an offset: ${value}`);
  return parsed;
}
