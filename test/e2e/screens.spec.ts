import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from '../support/page-test.ts';

const pictures = process.env['PLAYHEAD_PICTURES'] ?? 'test-results/pictures';
const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
] as const;
const schemes = ['light', 'dark'] as const;

/** Every screen: how it is reached from the address it begins with. */
const screens: { name: string; address: string; reach?: (page: Page) => Promise<void> }[] = [
  { name: 'live', address: '/users' },
  { name: 'past', address: '/users?at=p3:700', reach: openFirstPerson },
  { name: 'roles', address: '/roles', reach: openFirstRow },
  { name: 'events', address: '/events?at=p3:700' },
  { name: 'record', address: '/events?at=p3:700&on=record/p3:700' },
  { name: 'commands', address: '/commands' },
  { name: 'problems', address: '/problems' },
  { name: 'log', address: '/log' },
  { name: 'search', address: '/users', reach: search },
  { name: 'keys', address: '/users', reach: pressing('?') },
  { name: 'settings', address: '/users', reach: pressing(',') },
  { name: 'open', address: '/users', reach: openKafkaForm },
];

// Four pictures and two searches a screen take their time on a busy machine.
test.setTimeout(120_000);

for (const { name, address, reach } of screens) {
  test(`${name}: nothing serious for axe, a picture in each look and size`, async ({
    page,
    open,
  }) => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.setViewportSize(sizes[0]);
    await open(address);
    await reach?.(page);
    for (const colorScheme of schemes) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const size of sizes) {
        await page.setViewportSize(size);
        await settled(page);
        await picture(page, `${name}-${colorScheme}-${size.width}`);
      }
      expect(await seriousFindings(page)).toEqual([]);
    }
  });
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

function pressing(key: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
  };
}

async function openFirstRow(page: Page): Promise<void> {
  await page.getByRole('grid').first().getByRole('row').nth(3).click();
  await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
}

async function openFirstPerson(page: Page): Promise<void> {
  await search(page);
  await page.keyboard.press('Enter');
  await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Search/ }).fill('an');
  await page.getByRole('listbox', { name: 'Found' }).getByRole('option').first().waitFor();
}

async function openKafkaForm(page: Page): Promise<void> {
  await page.keyboard.press('Control+o');
  await page.getByRole('tab', { name: 'Kafka' }).click();
  await page.getByRole('textbox', { name: 'Topic' }).fill('acme.users');
}
