import type { Page } from '@playwright/test';
import { expect, test } from '../support/page-test.ts';

const grid = (page: Page) => page.getByRole('grid', { name: 'Problems' });

test('the stories of the sample stand among the problems', async ({ page, open }) => {
  await open('/problems');
  await expect(grid(page)).toContainText('The JSON stops before it is complete.');
  await expect(grid(page)).toContainText('sign-in');
  await expect(grid(page)).toContainText(/deleted/);
  await expect(grid(page)).toContainText('duplicate');
});

test('the problems are narrowed by kind', async ({ page, open }) => {
  await open('/problems?kind=quarantined');
  const rows = grid(page).getByRole('row');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(1)).toContainText('did not decode');
  await rows.nth(1).click();
  await expect(page.getByRole('complementary', { name: 'Inspector' })).toContainText(
    'The JSON stops before it is complete.',
  );
});

test('every offset read is accounted for, here and on the page of the log', async ({
  page,
  open,
}) => {
  await open('/problems');
  await expect(page.getByText('Every offset read so far is accounted for.')).toBeVisible();
  await page.getByRole('button', { name: 'The whole account' }).click();
  await expect(page.getByText('the lines above add up to it')).toBeVisible();
});

test('a problem moves the playhead to its moment', async ({ page, open }) => {
  await open('/problems?kind=anomaly');
  const go = grid(page).getByRole('button', { name: /^Move the playhead/ });
  const place = (await go.first().getAttribute('aria-label'))?.replace('Move the playhead to ', '');
  await go.first().click();
  await expect(page.getByRole('region', { name: 'Viewing the past' })).toContainText(`${place}`);
  await expect(grid(page).locator('[aria-current="true"]')).toContainText(`${place}`);
});
