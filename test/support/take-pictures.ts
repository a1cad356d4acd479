import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect } from './page-test.ts';

const pictures = process.env['PLAYHEAD_PICTURES'] ?? 'test-results/pictures';
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;
const schemes = ['light', 'dark'] as const;

/** As it is before a page is opened of which pictures are taken: still, and large. */
export async function readyForPictures(page: Page): Promise<void> {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize(sizes[0]);
}

/** A picture in each look and size; fails where axe finds something serious. */
export async function takePictures(page: Page, name: string): Promise<void> {
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    for (const size of sizes) {
      await page.setViewportSize(size);
      await settled(page);
      await picture(page, `${name}-${colorScheme}-${size.width}`);
    }
    expect(await seriousFindings(page)).toEqual([]);
  }
}

async function seriousFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
}

async function picture(page: Page, name: string): Promise<void> {
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

// Nothing is on its way any more: fonts are there, and the page looks the same twice.
async function settled(page: Page): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  let before = '';
  await expect
    .poll(
      async () => {
        const now = await page.locator('body').innerHTML();
        const isSame = now === before;
        before = now;
        return isSame;
      },
      { intervals: [150] },
    )
    .toBe(true);
}
