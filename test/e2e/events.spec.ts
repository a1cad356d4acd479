import type { Page } from '@playwright/test';
import { expect, positionOf, test } from '../support/page-test.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Events, newest first' });
const rows = (page: Page) => grid(page).getByRole('row');

test('the events are narrowed by kind, role and user, and the address keeps it', async ({
  page,
  open,
}) => {
  await open('/events');
  await page.getByRole('button', { name: /^Kind/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'role granted' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'role taken away' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox', { name: 'Role' }).fill('Identity');
  await page.getByRole('option', { name: 'Identity operator' }).click();
  await expect(rows(page).nth(1)).toContainText(/Identity operator (granted|taken away)/);
  expect(page.url()).toContain('role=identity-operator');
  const shown = await rows(page).nth(1).textContent();
  await page.reload();
  await expect(rows(page).nth(1)).toHaveText(`${shown}`);
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByText(/2\d.\d{3} entries at this cut/)).toBeVisible();
});

test('a span takes positions and says what is wrong with a time without a zone', async ({
  page,
  open,
}) => {
  await open('/events');
  await page.getByRole('button', { name: /^Span/ }).click();
  const from = page.getByRole('textbox', { name: 'From (inclusive)' });
  await from.fill('2026-03-12T00:00');
  await expect(page.getByText('Say the zone of the time')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Show these' })).toBeDisabled();
  await from.fill('2026-03-12T00:00Z');
  await page.getByRole('textbox', { name: 'To (exclusive)' }).fill('2026-03-13T00:00Z');
  await page.getByRole('button', { name: 'Show these' }).click();
  await expect(page.getByRole('button', { name: /^Span/ })).toContainText(
    '2026-03-12 to 2026-03-13',
  );
  await expect(page.getByText(/entries match/)).toBeVisible();
  await expect(rows(page).nth(1)).toContainText('12 Mar 2026');
});

test('a press opens the evidence; the button of the row moves the playhead, and the event is marked', async ({
  page,
  open,
}) => {
  await open('/events');
  await rows(page).nth(5).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toBeVisible();
  expect(positionOf(page)).toBe('head');
  await page.keyboard.press('Escape');
  const go = rows(page)
    .nth(5)
    .getByRole('button', { name: /^Move the playhead to/ });
  const place = (await go.getAttribute('aria-label'))?.replace('Move the playhead to ', '');
  await go.click();
  await expect(page.getByRole('region', { name: 'Viewing the past' })).toContainText(`${place}`);
  const marked = grid(page).locator('[aria-current="true"]');
  await expect(marked).toHaveCount(1);
  await expect(marked).toContainText(`${place}`);
});

test('arrows walk the events and Enter opens the evidence', async ({ page, open }) => {
  await open('/events');
  await rows(page).nth(1).waitFor();
  await grid(page).focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(rows(page).nth(3)).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toBeVisible();
});

test('a text is looked for in what was written, within the filters, and the address keeps it', async ({
  page,
  open,
}) => {
  await open('/events');
  const text = page.getByRole('textbox', { name: /^Text in keys and values/ });
  await text.fill('passkey');
  const done = page.getByText(/^(Looked through everything|The newest 1.000 are shown)/);
  await expect(done).toBeVisible();
  await expect(rows(page).nth(1)).toContainText('Signed in');
  expect(page.url()).toContain('text=passkey');
  await text.fill('Master mariner');
  await expect(
    page.getByText(/^Looked through everything up to this moment: \d+ found$/),
  ).toBeVisible();
  await text.fill('no such words');
  await expect(
    page.getByText('Looked through everything up to this moment: 0 found'),
  ).toBeVisible();
  await expect(page.getByText('No event matches up to this moment')).toBeVisible();
  await page.getByRole('button', { name: 'Clear', exact: true }).click();
  await expect(page.getByText(/2\d.\d{3} entries at this cut/)).toBeVisible();
});
