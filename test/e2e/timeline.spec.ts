import type { Page } from '@playwright/test';
import { expect, plotBox, positionOf, test } from '../support/page-test.ts';

const laterEvents = (page: Page) => page.getByRole('region', { name: 'Viewing the past' });
const live = (page: Page) => page.getByRole('region', { name: 'Live' });
const position = (page: Page) => page.getByRole('textbox', { name: 'Position' });

async function usersShown(page: Page): Promise<number> {
  const name = await page.getByRole('button', { name: /^Users / }).getAttribute('aria-label');
  return Number(name?.replace(/\D/g, ''));
}

async function goTo(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+g');
  await position(page).fill(text);
  await page.keyboard.press('Enter');
}

test('a drag over the timeline scrubs: table counts, band and address follow', async ({
  page,
  open,
}) => {
  await open();
  const atHead = await usersShown(page);
  const { x, y, width } = await plotBox(page);
  await page.mouse.move(x + width * 0.9, y);
  await page.mouse.down();
  for (let step = 0; step <= 20; step++) {
    await page.mouse.move(x + width * (0.9 - 0.03 * step), y);
  }
  await expect(laterEvents(page)).toContainText('before head');
  await expect.poll(() => usersShown(page)).toBeLessThan(atHead);
  expect(positionOf(page)).toBe('head');
  await page.mouse.up();
  await expect.poll(() => positionOf(page)).toMatch(/^\d{4}-\d\d-\d\dT/);
});

test('End goes live, back and forward walk the playhead', async ({ page, open }) => {
  await open();
  await page.keyboard.press('Home');
  await expect(laterEvents(page)).toBeVisible();
  const first = positionOf(page);
  await page.keyboard.press('End');
  await expect(live(page)).toBeVisible();
  await page.goBack();
  await expect(laterEvents(page)).toBeVisible();
  expect(positionOf(page)).toBe(first);
  await page.goForward();
  await expect(live(page)).toBeVisible();
});

test('arrows step over what changed, with Shift ten at a time, and come back to the same cut', async ({
  page,
  open,
}) => {
  await open('/users?at=p3:700');
  const band = laterEvents(page);
  await expect(band).toContainText('p3:700');
  await page.keyboard.press('ArrowRight');
  await expect(band).not.toContainText('p3:700');
  await page.keyboard.press('ArrowLeft');
  await expect(band).toContainText('p3:700');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(band).not.toContainText('p3:700');
  for (let step = 0; step < 10; step++) await page.keyboard.press('ArrowLeft');
  await expect(band).toContainText('p3:700');
});

test('the position field takes a record, a time, head, and says clearly what it cannot take', async ({
  page,
  open,
}) => {
  await open();
  await goTo(page, 'p3:700');
  await expect(laterEvents(page)).toContainText('p3:700');
  await goTo(page, '2026-03-12 02:13:40');
  await expect(page.getByRole('alert')).toContainText('zone');
  await page.keyboard.press('Escape');
  await goTo(page, 'p3:99999999');
  await expect(page.getByRole('alert')).toContainText('not read yet');
  await page.keyboard.press('Escape');
  await goTo(page, 'yesterday');
  await expect(page.getByRole('alert')).toContainText('no position');
  expect(positionOf(page)).toBe('p3:700');
  await page.keyboard.press('Escape');
  await goTo(page, 'head');
  await expect(live(page)).toBeVisible();
});

test('a cut token that was copied brings back the same cut when it is pasted', async ({
  page,
  context,
  open,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('/users?at=p5:300');
  await page.getByRole('button', { name: 'Copy cut token' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const token = await page.evaluate(() => navigator.clipboard.readText());
  expect(token).toMatch(/^cut1_/);
  const users = await usersShown(page);
  await page.keyboard.press('End');
  await expect(live(page)).toBeVisible();
  await goTo(page, token);
  await expect(laterEvents(page)).toContainText('p5:300');
  expect(await usersShown(page)).toBe(users);
  await goTo(page, token.slice(0, -3));
  await expect(page.getByRole('alert')).toContainText('damaged');
});

test('a copied link opens the same view at the same cut', async ({ page, context, open, app }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await open('/roles?at=p5:300');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByRole('button', { name: 'Copied' })).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  const address = new URL(link).hash.slice(1);
  await page.goto(`${await app.freshLink()}&${address}`);
  await expect(laterEvents(page)).toContainText('p5:300');
  await expect(page.getByRole('button', { name: /^Roles / })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('the wheel zooms around the pointer, the axis pans, a double press shows all time', async ({
  page,
  open,
}) => {
  await open();
  const label = page.getByTestId('axis').locator('span').first();
  const allTime = await label.textContent();
  const { x, y, width } = await plotBox(page);
  await page.mouse.move(x + width / 2, y);
  for (let turn = 0; turn < 8; turn++) await page.mouse.wheel(0, -240);
  await expect(label).not.toHaveText(allTime ?? '');
  const zoomed = await page.getByTestId('axis').textContent();
  const axis = await page.getByTestId('axis').boundingBox();
  if (!axis) throw new Error('no axis');
  await page.mouse.move(x + width / 2, axis.y + 10);
  await page.mouse.down();
  await page.mouse.move(x + width / 2 + 400, axis.y + 10, { steps: 5 });
  await page.mouse.up();
  await expect.poll(() => page.getByTestId('axis').textContent()).not.toBe(zoomed);
  await page.mouse.dblclick(x + width / 2, axis.y + 10);
  await expect(label).toHaveText(allTime ?? '');
  expect(positionOf(page)).toBe('head');
});

test('Space plays and pauses, and the playhead moves meanwhile', async ({ page, open }) => {
  await open('/users?at=p3:700');
  const band = laterEvents(page);
  await expect(band).toContainText('p3:700');
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
  await expect(band).not.toContainText('p3:700');
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await expect.poll(() => positionOf(page)).toMatch(/^cut1_/);
});

test('the pointer is told what is there without going there', async ({ page, open }) => {
  await open();
  const { x, y, width } = await plotBox(page);
  await page.mouse.move(x + width * 0.4, y);
  await expect(page.getByTestId('hover-card')).toContainText('sign-ins');
  expect(positionOf(page)).toBe('head');
});
