import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import type { Bulk } from '../../src/shared/contract/bulks.ts';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import type { RunningApp } from '../support/app.ts';
import { askGateway, postGateway } from '../support/ask-gateway.ts';
import { expect, test } from '../support/page-test.ts';

type Counts = { readonly all: number; readonly refused: number; readonly confirmed: number };

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const rows = (page: Page) => page.getByRole('grid', { name: 'Commands' }).getByRole('row');
const chip = (page: Page, name: RegExp) =>
  page.getByRole('group', { name: 'Status' }).getByRole('button', { name });

/** Issues as many commands as there are names, all refused: nobody is called so. */
async function refusedBulk(app: RunningApp, names: readonly string[]): Promise<void> {
  const bulkId = randomUUID();
  await postGateway(app, '/bulks', {
    ...{ bulkId, userIds: names, actor: 'a.program', reason: 'Nobody is called so' },
    change: { type: 'AssignRoleToUser', roleId: 'auditor' },
  });
  await expect
    .poll(async () => (await askGateway<Bulk>(app, `/bulks/${bulkId}`)).state, { timeout: 30_000 })
    .toBe('done');
}

test('receipts are narrowed by status and text, and more are loaded as the rows come near', async ({
  page,
  open,
  app,
}) => {
  const names = Array.from({ length: 130 }, (_none, n) => `nobody-${n}`);
  await refusedBulk(app, names);
  const { users } = await askGateway<{ users: UserAnswer[] }>(app, '/users?status=active&limit=40');
  const user = users.find(({ roles }) => !roles.includes('contractor'));
  const grant = { userId: user?.userId, roleId: 'contractor' };
  const why = { actor: 'm.okafor', reason: 'A contract for the summer', ticket: 'HR-7' };
  await postGateway(app, '/commands', { type: 'AssignRoleToUser', data: grant, ...why });
  const { ofAll } = await askGateway<{ ofAll: Counts }>(app, '/commands?limit=1');
  await open('/commands');
  await expect(page.getByRole('button', { name: `Commands ${ofAll.all}` })).toBeVisible();
  await expect(chip(page, RegExp(`^All ${ofAll.all}$`))).toHaveAttribute('aria-pressed', 'true');
  await expect(chip(page, RegExp(`^Refused ${ofAll.refused}$`))).toBeVisible();
  await expect(rows(page).nth(1)).toContainText('HR-7 · A contract for the summer');
  await expect(rows(page).nth(2)).toContainText('bulk');
  await chip(page, RegExp(`^Confirmed ${ofAll.confirmed}$`)).click();
  await expect(rows(page).filter({ hasText: 'Nobody is called so' })).toHaveCount(0);
  await chip(page, /^Refused/).click();
  await rows(page).nth(1).click();
  await expect(inspector(page)).toContainText('Only active users can be changed.');
  await expect(inspector(page).getByRole('button', { name: 'Undo this…' })).toBeHidden();
  await page.getByRole('grid', { name: 'Commands' }).focus();
  const end = { name: 'aria-rowindex', value: `${ofAll.refused + 1}` };
  await expect(async () => {
    await page.keyboard.press('PageDown');
    await expect(rows(page).last()).toHaveAttribute(end.name, end.value, { timeout: 300 });
  }).toPass({ timeout: 30_000 });
  await page.keyboard.press('/');
  await page.keyboard.type('nobody-77');
  await expect(rows(page)).toHaveCount(2);
  await page.getByRole('textbox', { name: 'Filter commands' }).fill('no such text anywhere');
  await expect(page.getByText('No command matches')).toBeVisible();
  await page.getByRole('button', { name: 'Show all commands' }).click();
  await expect(chip(page, /^All/)).toHaveAttribute('aria-pressed', 'true');
});

test('a command issued elsewhere appears by itself, and its receipt tells all of it', async ({
  page,
  open,
  app,
}) => {
  await open('/commands');
  const role = { roleId: 'pier-guide', name: 'Pier guide', permissions: ['piers:read'] };
  const why = { actor: 'a.program', reason: 'Guides the guests' };
  await postGateway(app, '/commands', { type: 'CreateRole', data: role, ...why });
  const row = rows(page).filter({ hasText: 'Create the role Pier guide' });
  await expect(row).toBeVisible({ timeout: 10_000 });
  await row.click();
  const receipt = inspector(page);
  await expect(receipt).toContainText('piers:read');
  await expect(receipt).toContainText('1 record');
  await expect(receipt).toContainText('nothing had come since it was decided');
  await receipt.getByRole('button', { name: 'Open the role' }).click();
  await expect(receipt).toContainText('Nobody holds it.');
});
