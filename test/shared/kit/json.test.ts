import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Json, sameJson } from '../../../src/shared/kit/json.ts';

const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);

test('finds a value equal to its copy, and to its copy with members turned around', () => {
  fc.assert(
    fc.property(json, (value) => {
      expect(sameJson(value, JSON.parse(JSON.stringify(value)) as Json)).toBe(true);
      expect(sameJson(value, turned(value))).toBe(true);
    }),
  );
});

test('finds two values equal exactly where a deep comparison does', () => {
  fc.assert(
    fc.property(json, json, (a, b) => {
      expect(sameJson(a, b)).toBe(isDeepEqual(a, b));
    }),
  );
});

test.each<[string, string]>([
  ['[]', '{}'],
  ['null', '{}'],
  ['1', '"1"'],
  ['[1,2]', '[2,1]'],
  ['{"a":1}', '{"a":1,"b":null}'],
  ['{"__proto__":1}', '{}'],
  ['{"a":["{}"]}', '{"a":{}}'],
  ['["{}",["a",1]]', '{"a":1}'],
])('tells %s from %s', (a, b) => {
  expect(sameJson(JSON.parse(a), JSON.parse(b))).toBe(false);
});

function turned(value: Json): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(turned);
  const copy = Object.create(null);
  for (const [name, member] of Object.entries(value).reverse()) copy[name] = turned(member);
  return copy;
}

function isDeepEqual(a: Json, b: Json): boolean {
  try {
    expect(a).toEqual(b);
    return true;
  } catch {
    return false;
  }
}
