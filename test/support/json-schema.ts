/** A JSON schema as the gateway's document writes it: the words of draft 2020-12 it uses. */
export type JsonSchema = {
  readonly [word: string]: unknown;
};

const known = new Set([
  'type',
  'properties',
  'required',
  'additionalProperties',
  'propertyNames',
  'items',
  'prefixItems',
  'anyOf',
  'allOf',
  'not',
  'enum',
  'const',
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
]);
const remarks = new Set([
  'description',
  'default',
  'format',
  'title',
  'examples',
  'contentEncoding',
]);

/** Where a value is not what the schema says, as sentences; empty where it is. Throws on a word it does not know. */
export function schemaBreaches(schema: JsonSchema | boolean, value: unknown, at = '$'): string[] {
  if (typeof schema === 'boolean') return schema ? [] : [`${at} must not be there`];
  for (const word of Object.keys(schema)) {
    if (!known.has(word) && !remarks.has(word)) throw new Error(`Unknown word ${word} at ${at}`);
  }
  return [
    ...ofValue(schema, value, at),
    ...ofParts(schema, value, at),
    ...ofChoices(schema, value, at),
  ];
}

function ofValue(schema: JsonSchema, value: unknown, at: string): string[] {
  const { type, minimum, exclusiveMinimum, maximum, pattern } = schema;
  const says = (isSo: boolean, what: string) =>
    isSo ? [] : [`${at} ${what}: ${JSON.stringify(value)}`];
  return [
    ...says(type === undefined || isOfType(value, type as string), `is not of type ${type}`),
    ...says(!('const' in schema) || schema['const'] === value, `is not ${schema['const']}`),
    ...says(
      !schema['enum'] || (schema['enum'] as unknown[]).includes(value),
      'is none of the enum',
    ),
    ...says(
      typeof value !== 'number' ||
        exclusiveMinimum === undefined ||
        value > Number(exclusiveMinimum),
      'is too small',
    ),
    ...says(
      typeof value !== 'number' || minimum === undefined || value >= Number(minimum),
      'is too small',
    ),
    ...says(
      typeof value !== 'number' || maximum === undefined || value <= Number(maximum),
      'is too large',
    ),
    ...says(
      typeof value !== 'string' ||
        pattern === undefined ||
        new RegExp(String(pattern), 'u').test(value),
      `does not match ${pattern}`,
    ),
  ];
}

function ofParts(schema: JsonSchema, value: unknown, at: string): string[] {
  if (Array.isArray(value)) {
    const { minItems = 0, maxItems = Number.POSITIVE_INFINITY } = schema;
    const isOfLength = value.length >= Number(minItems) && value.length <= Number(maxItems);
    if (!isOfLength) return [`${at} has ${value.length} items`];
    const first = (schema['prefixItems'] as JsonSchema[] | undefined) ?? [];
    const rest = schema['items'] as JsonSchema | undefined;
    return value.flatMap((item, n) => {
      const of = first[n] ?? rest;
      return of === undefined ? [] : schemaBreaches(of, item, `${at}[${n}]`);
    });
  }
  if (typeof value !== 'object' || value === null) return [];
  const properties = (schema['properties'] as Record<string, JsonSchema> | undefined) ?? {};
  const required = (schema['required'] as string[] | undefined) ?? [];
  const others = schema['additionalProperties'] as JsonSchema | boolean | undefined;
  return [
    ...required.filter((name) => !Object.hasOwn(value, name)).map((name) => `${at} lacks ${name}`),
    ...Object.entries(value).flatMap(([name, part]) => {
      const of = Object.hasOwn(properties, name) ? properties[name] : others;
      return of === undefined ? [] : schemaBreaches(of, part, `${at}.${name}`);
    }),
  ];
}

function ofChoices(schema: JsonSchema, value: unknown, at: string): string[] {
  const { anyOf, allOf, not } = schema as { [word: string]: JsonSchema[] | undefined };
  const fits = (choice: JsonSchema) => schemaBreaches(choice, value, at).length === 0;
  return [
    ...(anyOf && !anyOf.some(fits)
      ? [`${at} fits none of ${anyOf.length} choices: ${JSON.stringify(value)?.slice(0, 200)}`]
      : []),
    ...(allOf ?? []).flatMap((part) => schemaBreaches(part, value, at)),
    ...(not && fits(not as unknown as JsonSchema) ? [`${at} must not be so`] : []),
  ];
}

function isOfType(value: unknown, type: string): boolean {
  if (type === 'null') return value === null;
  if (type === 'array') return Array.isArray(value);
  if (type === 'integer') return Number.isInteger(value);
  if (type === 'object')
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  return typeof value === type;
}
