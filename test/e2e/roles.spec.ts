import type { Page } from '@playwright/test';
import { expect, test } from '../support/page-test.ts';

const rows = (page: Page) => page.getByRole('grid', { name: 'Roles' }).getByRole('row');
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

test('a role shows what it allows, who holds it since when, and its own history', async ({
  page,
  open,
}) => {
  await open('/roles');
  await page.getByRole('textbox', { name: 'Filter roles' }).fill('roles:grant');
  await expect(rows(page).nth(1)).toContainText('Identity operator');
  await rows(page).nth(1).click();
  await expect(inspector(page)).toContainText('privileged');
  await expect(inspector(page)).toContainText('roles:grant');
  const history = inspector(page).getByRole('region', { name: 'History' });
  await expect(history).toContainText(/Created/);
  const holder = inspector(page)
    .getByRole('region', { name: 'Holders' })
    .getByRole('button', { name: /, since .* by / })
    .first();
  const name = await holder.locator('span').first().textContent();
  await holder.click();
  await expect(inspector(page)).toContainText(`${name}`);
  expect(page.url()).toContain('on=user/');
});

test('a role deleted while held says that it does not exist at this moment', async ({
  page,
  open,
}) => {
  await open('/roles');
  await page.getByRole('button', { name: /^Show/ }).click();
  await page.getByRole('menuitemradio', { name: /held, but not there/ }).click();
  await rows(page).nth(1).click();
  await expect(inspector(page)).toContainText('held, but does not exist at this moment');
});

test('the roles are those of the playhead', async ({ page, open }) => {
  await open('/roles?at=2024-11-23T00:00:00Z');
  await expect(page.getByText('No role yet at this moment')).toBeVisible();
  await page.keyboard.press('End');
  await expect(rows(page).nth(1)).toBeVisible();
});
