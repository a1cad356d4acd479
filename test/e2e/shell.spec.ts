import { startApp } from '../support/app.ts';
import { expect, positionOf, test } from '../support/page-test.ts';

const band = { name: 'Viewing the past' };

test('search finds a person by name, opens them and follows them on the timeline', async ({
  page,
  open,
}) => {
  await open();
  await page.keyboard.press('Control+k');
  const search = page.getByRole('combobox', { name: /Search/ });
  await search.fill('a');
  await expect(
    page.getByRole('listbox', { name: 'Found' }).getByRole('option').first(),
  ).toBeVisible();
  await expect(page.getByText('People', { exact: true })).toBeVisible();
  const name = await page
    .getByRole('listbox', { name: 'Found' })
    .getByRole('option')
    .first()
    .locator('span')
    .first()
    .textContent();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
  await expect(page.getByRole('button', { name: `Stop following ${name}` })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeHidden();
});

test('search takes a position and moves the playhead there', async ({ page, open }) => {
  await open();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Search/ }).fill('p3:700');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', band)).toContainText('p3:700');
});

test('one switch shows every time in UTC or local', async ({ page, open }) => {
  await open('/users?at=2026-07-01T12:00:00Z');
  await expect(page.getByRole('region', band)).toContainText('12:00:00.000 UTC');
  await page.getByRole('button', { name: 'Times are UTC: switch' }).click();
  await expect(page.getByRole('region', band)).toContainText('14:00:00.000 +02:00');
  await expect(page.getByRole('textbox', { name: 'Position' })).toHaveValue(
    '2026-07-01T14:00:00.000+02:00',
  );
  await page.reload();
  await expect(page.getByRole('region', band)).toContainText('14:00:00.000 +02:00');
});

test('the look follows the system until told otherwise', async ({ page, open }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await open();
  const scheme = () => page.locator('html').getAttribute('data-mantine-color-scheme');
  expect(await scheme()).toBe('dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(scheme).toBe('light');
  await page.keyboard.press(',');
  await page.getByText('Dark', { exact: true }).click();
  await expect.poll(scheme).toBe('dark');
  await page.reload();
  await expect.poll(scheme).toBe('dark');
});

test('number keys open the views, and back returns to the one before', async ({ page, open }) => {
  await open();
  await page.keyboard.press('3');
  await expect(page.getByRole('button', { name: /^Events / })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.keyboard.press('5');
  await expect(page.getByRole('button', { name: /^Problems / })).toHaveAttribute(
    'aria-current',
    'page',
  );
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Events / })).toHaveAttribute(
    'aria-current',
    'page',
  );
});

test('? shows the keys, Esc closes them', async ({ page, open }) => {
  await open();
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toContainText('play and pause');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeHidden();
});

test('the operator is changed in the settings and shown in the title bar', async ({
  page,
  open,
}) => {
  await open();
  await page.keyboard.press(',');
  await page.getByRole('textbox', { name: 'Operator' }).fill('m.okafor');
  await page.getByRole('button', { name: 'Save operator' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'm.okafor' })).toBeVisible();
});

test('without leave of the host the commands switch is off and says why', async ({ page }) => {
  const app = await startApp({ allowCommands: false });
  try {
    await page.goto(await app.freshLink());
    await page.getByRole('button', { name: 'Commands off: no leave' }).click();
    await expect(page.getByText('Start it with --allow-commands')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.keyboard.press(',');
    await expect(page.getByRole('switch', { name: 'Commands' })).toBeDisabled();
  } finally {
    await page.close();
    await app.stop();
  }
});

test('the Kafka form says what is wrong before anything is sent', async ({ page, open }) => {
  await open();
  await page.keyboard.press('Control+o');
  await page.getByRole('tab', { name: 'Kafka' }).click();
  await page.getByRole('textbox', { name: 'Brokers' }).fill('nowhere');
  await page.getByRole('textbox', { name: 'Topic' }).fill('users');
  await expect(page.getByRole('alert')).toContainText('no broker');
  await expect(page.getByRole('button', { name: 'Connect', exact: true })).toBeDisabled();
});

test('a file that is not there is told in words', async ({ page, open }) => {
  await open();
  await page.keyboard.press('Control+o');
  await page.getByRole('tab', { name: 'File' }).click();
  await page.getByRole('textbox', { name: 'Path of the file' }).fill('/nowhere/at-all.jsonl');
  await page.getByRole('button', { name: 'Open the file' }).click();
  await expect(page.getByRole('alert')).toContainText('at-all.jsonl');
});

test('an address nobody can resolve says why and offers the way out', async ({
  page,
  open,
  app,
}) => {
  await open();
  await page.goto(`${await app.freshLink()}&/users?at=p99:5`);
  await expect(page.getByText('no partition 99')).toBeVisible();
  await page.getByRole('button', { name: 'Go live', exact: true }).click();
  await expect(page.getByRole('region', { name: 'Live' })).toBeVisible();
  expect(positionOf(page)).toBe('head');
});

test('panels are resized by keys', async ({ page, open }) => {
  await open();
  const timeline = page.getByRole('region', { name: 'Timeline' });
  const before = (await timeline.boundingBox())?.height ?? 0;
  await page.getByRole('separator', { name: 'Height of the timeline' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect.poll(async () => (await timeline.boundingBox())?.height).toBe(before + 16);
});

test('a page without a ticket asks for a new link', async ({ page, app }) => {
  await page.goto(new URL(app.api).origin);
  await expect(page.getByText('This page needs a new link')).toBeVisible();
});
