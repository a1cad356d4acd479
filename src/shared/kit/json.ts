/** A JSON value as it travels. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

/** A JSON object; keys may be `__proto__`, so such objects are made without a prototype. */
export type JsonObject = { readonly [key: string]: Json };

/** True where two JSON values are equal; the order of an object's members does not matter. */
export function sameJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  return isComposite(a) && isComposite(b) && canonical(a) === canonical(b);
}

function canonical(value: Json): string {
  return JSON.stringify(value, (_key, member: Json) =>
    isObject(member) ? sorted(member) : member,
  );
}

function isComposite(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

function isObject(value: Json): value is JsonObject {
  return isComposite(value) && !Array.isArray(value);
}

// Pairs rather than a sorted object: integer-like keys would be re-ordered, `__proto__` lost.
function sorted(value: JsonObject): Json {
  return [
    '{}',
    ...Object.keys(value)
      .sort()
      .map((key): Json => [key, value[key] as Json]),
  ];
}
