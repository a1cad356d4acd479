/** Closes a union: unreachable when every case was handled; throws where a cast lied to the compiler. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}
