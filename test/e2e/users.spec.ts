import type { UserAnswer } from '../../src/shared/contract/users.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { expect, test } from '../support/page-test.ts';
import { nightGrant } from '../support/sample-stories.ts';

type UsersPage = { users: UserAnswer[]; total: number };

const grid = { name: 'Users at the playhead' };

test('the slash key filters, the address keeps it, and clearing brings everybody back', async ({
  page,
  app,
  open,
}) => {
  const { total } = await askGateway<UsersPage>(app, '/users?limit=1');
  const found = await askGateway<UsersPage>(app, '/users?search=dvo&limit=1');
  expect(found.total).toBeGreaterThan(0);
  await open('/users');
  const users = page.getByRole('region', { name: 'Users' });
  await expect(users).toContainText(`${total} users at this cut`);
  await page.keyboard.press('/');
  await page.keyboard.type('dvo');
  await expect(users).toContainText(new RegExp(`${found.total} users? match`));
  await expect.poll(() => page.url()).toContain('search=dvo');
  await page.reload();
  await expect(users).toContainText(new RegExp(`${found.total} users? match`));
  await page.getByRole('button', { name: 'Clear the filters' }).click();
  await expect(users).toContainText(`${total} users at this cut`);
});

test('chips narrow by status and role', async ({ page, app, open }) => {
  const { total } = await askGateway<UsersPage>(app, '/users?status=deleted&limit=1');
  await open('/users');
  const users = page.getByRole('region', { name: 'Users' });
  await page.getByRole('button', { name: 'Status any' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'deleted' }).click();
  await expect(users).toContainText(`${total} users match at this cut`);
  await expect(page.getByRole('button', { name: 'Status deleted' })).toBeVisible();
  const auditors = await askGateway<UsersPage>(app, '/users?role=auditor&limit=1');
  await open('/users?role=auditor');
  await expect(page.getByRole('button', { name: 'Role Auditor' })).toBeVisible();
  await expect(users).toContainText(`${auditors.total} users match at this cut`);
});

test('arrows move, Enter opens the inspector, Esc closes it', async ({ page, app, open }) => {
  const { users } = await askGateway<UsersPage>(app, '/users?limit=3');
  await open('/users');
  await page.getByRole('grid', grid).waitFor();
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('grid', grid)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await expect(inspector).toContainText(users[1]?.userId ?? '');
  await page.keyboard.press('Escape');
  await expect(inspector).toBeHidden();
});

test('the last user is reached: pages are loaded as the rows come near', async ({
  page,
  app,
  open,
}) => {
  const { users, total } = await askGateway<UsersPage>(app, '/users?limit=1000');
  await open('/users');
  const table = page.getByRole('grid', grid);
  await expect(table).toHaveAttribute('aria-rowcount', String(total + 1));
  const last = page.locator(`[role=row][aria-rowindex="${total + 1}"]`);
  await table.focus();
  await expect(async () => {
    for (let press = 0; press < 5; press++) await page.keyboard.press('PageDown');
    await expect(last).toBeVisible({ timeout: 50 });
  }).toPass();
  await expect(last).toContainText(users.at(-1)?.email ?? '');
});

test('what the current event changed is outlined', async ({ page, app, open }) => {
  const grant = await nightGrant(app);
  await open(`/users?at=${grant.place}&search=${grant.userId}`);
  const row = page.getByRole('row').filter({ hasText: 'Platform administrator' });
  await expect(row).toBeVisible();
  const borders = await row.getByText('Platform administrator').evaluate((tag) => {
    const outlined = getComputedStyle(tag).borderTopColor;
    const wanted = getComputedStyle(document.documentElement).getPropertyValue('--past-line');
    return { outlined, wanted };
  });
  expect(borders.outlined).toBe(rgbOf(borders.wanted));
});

test('columns can be chosen and stay chosen', async ({ page, open }) => {
  await open('/users');
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'User id' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'E-mail' }).click();
  await page.keyboard.press('Escape');
  await page.reload();
  await expect(page.getByRole('columnheader', { name: 'User id' })).toBeVisible();
  await expect(page.getByRole('columnheader', { name: 'E-mail' })).toBeHidden();
});

test('where nobody is, it says why and offers the step', async ({ page, open }) => {
  await open('/users');
  await page.keyboard.press('Home');
  const users = page.getByRole('region', { name: 'Users' });
  await expect(users).toContainText('No users yet at this moment');
  await open('/users?search=nobody-is-called-that');
  await expect(users).toContainText('Nobody matches');
  await users.getByRole('button', { name: 'Show everybody' }).click();
  await expect(page.getByRole('grid', grid)).toBeVisible();
});

function rgbOf(hex: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) =>
    Number.parseInt(hex.trim().slice(at, at + 2), 16),
  );
  return `rgb(${red}, ${green}, ${blue})`;
}
