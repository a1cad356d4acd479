// The whole test run: "npm test", and the same on the build machine.
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { rerunOnOwnNode } from './launch/run-on-node.mjs';
import { runChecks } from './steps/check-steps.mjs';
import { countPlaywright, countVitest, none } from './steps/count-tests.mjs';
import { findChromium } from './steps/find-chromium.mjs';
import { runStep } from './steps/run-step.mjs';
import { showFailedPages } from './steps/show-failed-pages.mjs';

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));
const results = join(root, 'test-results');
const playwright = ['node_modules/@playwright/test/cli.js', 'test'];

async function testAll() {
  const began = performance.now();
  rmSync(results, { recursive: true, force: true });
  mkdirSync(results, { recursive: true });
  const steps = await runChecks(root);
  const builder = [
    'node_modules/electron-vite/bin/electron-vite.js',
    'build',
    '--logLevel',
    'warn',
  ];
  steps.push(await runStep('build', builder, { root, quiet: true }));
  const unit = await runUnits();
  const pages = await runPages();
  const counts = [...steps.map(asCount), withStep(unit), withStep(pages)];
  summarise([...steps, unit.step, pages.step], counts, performance.now() - began);
}

async function runUnits() {
  const json = join(results, 'vitest.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${json}`];
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...reporters];
  const step = await runStep('unit, laws, rooms, contracts', args, { root });
  return { step, counts: countVitest(json) };
}

async function runPages() {
  const chromium = findChromium();
  if (chromium.why) return skipPages(chromium.why);
  const json = join(results, 'playwright.json');
  const env = { PLAYHEAD_CHROMIUM: chromium.path, PLAYWRIGHT_JSON_OUTPUT_FILE: json };
  const step = await runStep('pages', [...playwright, '--reporter=list,json'], { root, env });
  if (step.code !== 0) showFailedPages(join(results, 'pages'));
  const counts = existsSync(json) ? countPlaywright(JSON.parse(readFileSync(json, 'utf8'))) : none;
  return { step, counts };
}

async function skipPages(why) {
  process.stdout.write(`\n!! THE PAGES ARE NOT TESTED. ${why}\n`);
  const args = [...playwright, '--list', '--reporter=json'];
  const { code, output } = await runStep('pages (list only)', args, { root, quiet: true });
  const { suites, errors } = code === 0 ? JSON.parse(output) : { suites: [], errors: [] };
  const { passed, skipped } = countPlaywright({ suites, errors });
  const pages = new Array(passed + skipped.length).fill(`a page test: ${why}`);
  return { step: { name: 'pages', code }, counts: { ...none, skipped: pages } };
}

// A check is one thing that passes or fails, as a test is.
function asCount({ code }) {
  return code === 0 ? { ...none, passed: 1 } : { ...none, failed: 1 };
}

// A run that fails beside its tests (a hook, no tests at all) still fails.
function withStep({ step, counts }) {
  return { ...counts, failed: Math.max(counts.failed, step.code === 0 ? 0 : 1) };
}

function summarise(steps, counts, ms) {
  const sum = (name) => counts.reduce((total, one) => total + one[name], 0);
  const skipped = counts.flatMap((one) => one.skipped);
  const failed = sum('failed');
  const bad = steps.filter(({ code }) => code !== 0).map(({ name }) => name);
  process.stdout.write(`\nThe whole run took ${(ms / 1000).toFixed(0)} s.\n`);
  if (bad.length > 0) process.stdout.write(`Failed: ${bad.join(', ')}.\n`);
  process.stdout.write(`Skipped: ${skipped.length === 0 ? 'nothing' : tally(skipped)}.\n`);
  process.stdout.write(`${sum('passed')} passed, ${failed} failed, ${skipped.length} skipped\n`);
  process.exitCode = failed === 0 && bad.length === 0 ? 0 : 1;
}

function tally(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].map(([name, times]) => (times > 1 ? `${times} x ${name}` : name)).join('; ');
}

if (!(await rerunOnOwnNode(root, script))) await testAll();
