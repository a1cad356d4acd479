import type { Json, JsonObject } from '../../../../shared/kit/json.ts';
import type { AttributeRow } from './command-form.ts';

/** A user's attributes as rows to type in: texts as they are, all else as JSON. */
export function rowsOf(attributes: { readonly [name: string]: unknown } | null): AttributeRow[] {
  return Object.entries(attributes ?? {}).map(([name, value]) => ({ name, value: written(value) }));
}

/** The attributes the rows stand for; null where there are none. Of two with one name the later counts. */
export function attributesOf(rows: readonly AttributeRow[]): JsonObject | null {
  const said = rows.filter((row) => !isEmpty(row)).map(({ name, value }) => [name, read(value)]);
  return said.length === 0 ? null : (Object.fromEntries(said) as JsonObject);
}

/** What is wrong with the rows, as a sentence; null where nothing is. */
export function rowTrouble(rows: readonly AttributeRow[]): string | null {
  const names = rows.filter((row) => !isEmpty(row)).map(({ name }) => name);
  if (names.some((name) => name.trim() === '')) return 'An attribute has a value but no name.';
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  return twice === undefined ? null : `Two attributes are called ${twice}.`;
}

function isEmpty({ name, value }: AttributeRow): boolean {
  return name.trim() === '' && value.trim() === '';
}

// A text that would read as JSON is written in quotes, so that reading gives it back as it was.
function written(value: unknown): string {
  return typeof value === 'string' && parsed(value) === null ? value : JSON.stringify(value);
}

function read(text: string): Json {
  const found = parsed(text);
  return found === null ? text : found.value;
}

function parsed(text: string): { readonly value: Json } | null {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return null;
  }
}

/** What a value is read as, in a word; empty for text, which needs no word. */
export function kindOfText(text: string): string {
  const found = parsed(text);
  if (found === null) return '';
  const { value } = found;
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  return { number: 'number', boolean: 'yes/no', object: 'object', string: 'text' }[
    typeof value as 'number' | 'boolean' | 'object' | 'string'
  ];
}
