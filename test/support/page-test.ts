import { test as base, expect, type Page } from '@playwright/test';
import { type RunningApp, startApp } from './app.ts';

type PageParts = {
  /** Opens the window at an address such as `/users?at=p3:1202`, and waits until it shows something. */
  readonly open: (address?: string) => Promise<void>;
};
type WorkerParts = { readonly app: RunningApp };

/**
 * Playwright's test with the app running and a page that fails its test on any error in the
 * console, any exception and any breach of the content security policy.
 */
export const test = base.extend<PageParts, WorkerParts>({
  app: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern.
    async ({}, use) => {
      const app = await startApp();
      await use(app);
      await app.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ page }, use) => {
    const problems: string[] = [];
    page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') problems.push(`console: ${message.text()}`);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) =>
        console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
      );
    });
    await use(page);
    expect(problems).toEqual([]);
  },
  open: async ({ page, app }, use) => {
    await use(async (address = '/users') => {
      await page.goto(`${await app.freshLink()}&${address}`);
      await shown(page);
    });
  },
});

export { expect };

/** Waits until the timeline is drawn and the counts of the rail are there. */
export async function shown(page: Page): Promise<void> {
  await page.getByRole('slider', { name: 'Playhead' }).waitFor();
  await page.getByRole('button', { name: /^Users / }).waitFor();
}

/** Where the timeline's plot lies on the page. */
export async function plotBox(page: Page): Promise<{ x: number; y: number; width: number }> {
  const box = await page.getByTestId('plot').boundingBox();
  if (!box) throw new Error('The timeline is not on the page.');
  return { x: box.x, y: box.y + box.height / 2, width: box.width };
}

/** The position in the address; `head` where none stands there. */
export function positionOf(page: Page): string {
  const query = new URL(page.url()).hash.split('?')[1] ?? '';
  return new URLSearchParams(query).get('at') ?? 'head';
}
