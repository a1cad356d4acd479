import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Inspection, inspectWalls } from './cruise-walls.ts';
import { type Wall, walls } from './walls.ts';

const root = join(import.meta.dirname, '../..');
const roots: string[] = [];

afterAll(() => {
  for (const planted of roots) rmSync(planted, { recursive: true, force: true });
});

describe('the house', () => {
  let house: Inspection;

  beforeAll(async () => {
    house = await inspectWalls(root);
  });

  // dependency-cruiser reads nothing, and finds nothing wrong, where TypeScript's API is missing.
  test('is read: modules of every part, and what they import', () => {
    expect(house.modules.length).toBeGreaterThan(100);
    for (const part of ['shared', 'main', 'renderer', 'preload']) {
      expect(
        house.modules.some((path) => path.startsWith(`src/${part}/`)),
        part,
      ).toBe(true);
    }
  });

  test.each(walls.map(({ name }) => name))('keeps its wall: %s', (name) => {
    expect(house.breaches.filter((breach) => breach.startsWith(`${name}: `))).toEqual([]);
  });
});

test.each(walls.map((wall) => [wall.name, wall] as const))(
  'catches a planted violation: %s',
  async (name, wall) => {
    const { modules, breaches } = await inspectWalls(plantedTree(wall));
    expect(modules.length).toBeGreaterThan(0);
    expect(breaches.some((breach) => breach.startsWith(`${name}: `))).toBe(true);
  },
);

/** A small project with the planted files, and packages that can be found. */
function plantedTree({ planted }: Wall): string {
  const tree = mkdtempSync(join(tmpdir(), 'playhead-walls-'));
  roots.push(tree);
  const packages = ['kafkajs', 'better-sqlite3', 'electron', 'nodemailer'].flatMap((name) => [
    [`node_modules/${name}/package.json`, JSON.stringify({ name, main: 'index.js' })],
    [`node_modules/${name}/index.js`, 'exports.it = 1;\n'],
  ]);
  const manifest = [
    'package.json',
    '{"dependencies":{"kafkajs":"1","better-sqlite3":"1","nodemailer":"1"}}',
  ];
  for (const [path, text] of [manifest, ...packages, ...Object.entries(planted)]) {
    const file = join(tree, path as string);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text as string);
  }
  return tree;
}
