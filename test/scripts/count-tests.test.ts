import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

type Counts = { passed: number; failed: number; skipped: string[] };
const { countVitest, countPlaywright } = (await import(
  new URL('../../scripts/steps/count-tests.mjs', import.meta.url).href
)) as { countVitest(path: string): Counts; countPlaywright(report: object): Counts };

const folder = mkdtempSync(join(tmpdir(), 'playhead-counts-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('counts the tests of a vitest report, and a file that could not be loaded as one failure', () => {
  const one = (status: string, fullName: string) => ({ status, fullName });
  const report = {
    testResults: [
      { status: 'failed', assertionResults: [] },
      {
        status: 'failed',
        assertionResults: [
          one('passed', 'a'),
          one('failed', 'b'),
          one('skipped', 'c'),
          one('pending', 'd'),
          one('todo', 'e'),
        ],
      },
    ],
  };
  const path = join(folder, 'vitest.json');
  writeFileSync(path, JSON.stringify(report));
  expect(countVitest(path)).toEqual({ passed: 1, failed: 2, skipped: ['c', 'd', 'e'] });
});

test('counts nothing where no report was written', () => {
  expect(countVitest(join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0, skipped: [] });
});

test('counts the tests of a Playwright report, flaky ones as failures, skipped ones with their reason', () => {
  const spec = (title: string, status: string, description?: string) => ({
    title,
    tests: [{ status, annotations: description ? [{ type: 'skip', description }] : [] }],
  });
  const inner = { title: 'roles', specs: [spec('fails', 'unexpected'), spec('wavers', 'flaky')] };
  const outer = {
    title: 'pages',
    specs: [spec('shows', 'expected'), spec('opens', 'skipped', 'no Electron here')],
    suites: [inner],
  };
  const counts = countPlaywright({ suites: [outer], errors: [{ message: 'a broken file' }] });
  expect(counts).toEqual({
    passed: 1,
    failed: 3,
    skipped: ['pages: opens: no Electron here'],
  });
});
