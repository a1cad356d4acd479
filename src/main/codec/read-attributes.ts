import type { Json, JsonObject } from '../../shared/kit/json.ts';

type Source = { readonly source?: string };

// The third argument is ES2026's "JSON.parse source text access"; Node has it since 21.
const parseWithSource = JSON.parse as (
  text: string,
  reviver: (key: string, value: unknown, context: Source) => unknown,
) => JsonObject;

/** Parses a valid JSON object again, with integers beyond 2^53 - 1 as their digits in a text. */
export function parseWithWideIntegers(text: string): JsonObject {
  return parseWithSource(text, (_key, value, { source }) =>
    typeof value === 'number' && !Number.isSafeInteger(value) && isInteger(source) ? source : value,
  );
}

/**
 * Copies attributes into objects without a prototype, so that `__proto__` and `constructor` are
 * names like any other; lone surrogates become U+FFFD, as in every text of the state.
 */
export function copyAttributes(attributes: JsonObject): JsonObject {
  const copy: Record<string, Json> = Object.create(null);
  for (const [name, value] of Object.entries(attributes)) copy[name.toWellFormed()] = copied(value);
  return copy;
}

function copied(value: Json): Json {
  if (typeof value === 'string') return value.toWellFormed();
  if (typeof value !== 'object' || value === null) return value;
  return isArray(value) ? value.map(copied) : copyAttributes(value);
}

function isArray(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}

function isInteger(source: string | undefined): boolean {
  return source !== undefined && /^-?\d+$/.test(source);
}
