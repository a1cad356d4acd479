import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { breachesOf, limits } from './house-limits.ts';

const root = join(import.meta.dirname, '../..');
const sources = ['src', 'test', 'scripts', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:tsx?|mjs)$/.test(path))
    .map((path) => join(folder, path)),
);

test('every source file keeps the limits of the house', () => {
  expect(sources.length).toBeGreaterThan(100);
  const breaches = sources.flatMap((path) =>
    breachesOf(path, readFileSync(join(root, path), 'utf8')),
  );
  expect(breaches).toEqual([]);
});

test('no file is named for what it is not: utils, helpers, common, misc, manager', () => {
  const vague = /(?:^|-)(?:utils?|helpers?|common|misc|managers?)(?:\.|-|$)/;
  expect(sources.filter((path) => vague.test(basename(path)))).toEqual([]);
});

const lines = (count: number) => 'it();\n'.repeat(count);

test.each([
  ['a long file', lines(limits.fileLines + 1), /has 301 lines/],
  ['a long function', `function it() {\n${lines(59)}}\n`, /function of 61 lines/],
  ['a long component', `const It = () => {\n${lines(59)}};\n`, /function of 61 lines/],
  ['any', 'let it: any;\n', /says any/],
  ['any as a part', 'let it: Map<string, any[]>;\n', /says any/],
  ['a default export', 'export default 1;\n', /default export/],
  ['a default function', 'export default function it() {}\n', /default export/],
])('catches %s', (_name, text, says) => {
  expect(breachesOf('a.ts', text).join()).toMatch(says);
});

test('lets pass what keeps the limits', () => {
  const text = `export function it(any: string) {\n${lines(58)}}\n// any\n`;
  expect(breachesOf('a.ts', text)).toEqual([]);
  expect(breachesOf('a.test.ts', `describe(() => {\n${lines(90)}});\n`)).toEqual([]);
});
