import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { startApp } from '../test/support/app.ts';
import { fillFileWorkspace } from '../test/support/file-workspace.ts';
import { type Goal, printFigure, say } from './figure.ts';

/** The log, the read model made of it, and a folder for what stands between. */
export type PageBench = {
  readonly logFile: string;
  readonly modelFile: string;
  readonly folder: string;
  readonly events: number;
};

const steps = 80;
const restMs = 300;

/** What follows the playhead, and where it stands on the page. */
const followers = {
  table: '[role="grid"][aria-label="Users at the playhead"]',
  user: '[role="complementary"][aria-label="Inspector"], aside[aria-label="Inspector"]',
  chart: '[data-testid="plot"]',
} as const;

/**
 * `drag.<part>`: from a move of the mouse, the playhead held, to the last change it makes in the
 * table of users, the open user and the timeline of the real page in a browser. `drag.longest_task`:
 * the longest task of the page's main thread in a drag across everything.
 */
export async function benchPage({ logFile, modelFile, folder, events }: PageBench): Promise<void> {
  const executablePath = process.env['PLAYHEAD_CHROMIUM'];
  if (!executablePath) return say('drag: there is no Chromium to measure the page in.');
  const path = join(folder, 'bench.json');
  const app = await startApp({
    log: `file:${path}#bench`,
    prepare: async (workspace) => {
      copyFileSync(logFile, join(workspace, 'log.db'));
      copyFileSync(modelFile, join(workspace, 'read.db'));
      await fillFileWorkspace({ folder: workspace, path, topic: 'bench' });
    },
  });
  const browser = await chromium.launch({
    executablePath,
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(await app.freshLink());
    await page.getByRole('grid', { name: 'Users at the playhead' }).getByRole('row').nth(3).click();
    await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
    await measureDrag(page, events);
  } finally {
    await browser.close();
    await app.stop();
  }
}

async function measureDrag(page: Page, events: number): Promise<void> {
  const box = await page.getByTestId('plot').boundingBox();
  if (!box) throw new Error('The timeline is not on the page.');
  const at = (share: number) => [box.x + share * box.width, box.y + box.height / 2] as const;
  await page.evaluate(watch, followers);
  await page.mouse.move(...at(0.95));
  await page.mouse.down();
  for (let step = 0; step <= 180; step++) {
    await page.mouse.move(...at(0.95 - (0.9 * step) / 180));
    await page.waitForTimeout(10);
  }
  await page.waitForTimeout(restMs);
  const longest = await page.evaluate(() => Math.max(0, ...window.seen.tasks));
  const late: Record<string, number[]> = { table: [], user: [], chart: [] };
  for (let step = 0; step < steps; step++) {
    await page.mouse.move(...at(0.05 + 0.9 * ((step * 0.618) % 1)));
    await page.waitForTimeout(restMs);
    const { moved, changed } = await page.evaluate(() => window.seen);
    for (const [name, when] of Object.entries(changed)) {
      if (when > moved) late[name]?.push(when - moved);
    }
  }
  await page.mouse.up();
  const big = events >= 5e6;
  const soon: Goal | undefined = big ? { atMost: 50, at: 'p95' } : undefined;
  const short: Goal | undefined = big ? { atMost: 100 } : undefined;
  for (const [name, ours] of Object.entries(late)) {
    printFigure({ name: `drag.${name}`, events, unit: 'ms', ours, goal: soon });
  }
  printFigure({ name: 'drag.longest_task', events, unit: 'ms', ours: [longest], goal: short });
}

/** Notes when the mouse moved last, when each part changed last, and how long tasks were; runs in the page. */
function watch(parts: Record<string, string>): void {
  const seen: Window['seen'] = { moved: 0, changed: {}, tasks: [] };
  window.seen = seen;
  const noteMove = () => {
    seen.moved = performance.now();
  };
  window.addEventListener('pointermove', noteMove, true);
  for (const [name, selector] of Object.entries(parts)) {
    const element = document.querySelector(selector);
    if (!element) throw new Error(`Nothing is at ${selector}.`);
    seen.changed[name] = 0;
    const all = { subtree: true, childList: true, characterData: true, attributes: true };
    const noteChange = () => {
      seen.changed[name] = performance.now();
    };
    new MutationObserver(noteChange).observe(element, all);
  }
  const tasks = new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.tasks.push(duration);
  });
  tasks.observe({ type: 'longtask' });
}

declare global {
  interface Window {
    seen: { moved: number; changed: Record<string, number>; tasks: number[] };
  }
}
