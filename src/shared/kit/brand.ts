declare const brand: unique symbol;

/** A primitive that carries a meaning the compiler checks: `Brand<number, 'Offset'>`. */
export type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };
