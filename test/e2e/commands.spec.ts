import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { type RunningApp, startApp } from '../support/app.ts';
import { expect, shown, test } from '../support/page-test.ts';

type User = { readonly userId: string; readonly username: string; readonly roles: string[] };

const sheet = (page: Page) => page.getByRole('dialog', { name: /^Change roles of/ });
const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });

async function ask<Answer>(app: RunningApp, path: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${app.token}` };
  const answer = await fetch(`${app.api}${path}`, { headers });
  expect(answer.ok, `${path}: ${answer.status}`).toBe(true);
  return (await answer.json()) as Answer;
}

/** The n-th active user who does not hold the role. */
async function userWithout(app: RunningApp, roleId: string, n: number): Promise<User> {
  const { users } = await ask<{ users: User[] }>(app, '/users?status=active&limit=200');
  const found = users.filter(({ roles }) => !roles.includes(roleId))[n];
  if (!found) throw new Error(`Every user holds ${roleId}.`);
  return found;
}

async function grantBehindTheBack(app: RunningApp, userId: string, roleId: string): Promise<void> {
  const answer = await fetch(`${app.api}/commands`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      type: 'AssignRoleToUser',
      data: { userId, roleId },
      actor: 'somebody.else',
      reason: 'Was quicker',
    }),
  });
  expect(answer.status, await answer.text()).toBe(200);
}

async function openSheet(page: Page): Promise<void> {
  await inspector(page).getByRole('button', { name: 'Change roles' }).click();
  await expect(sheet(page)).toBeVisible();
}

async function pick(page: Page, role: string): Promise<void> {
  await sheet(page).getByRole('textbox', { name: 'Find a role' }).fill(role);
  await sheet(page).getByRole('checkbox', { name: role }).click();
}

test('a role granted from a user is confirmed by the log and stands in the history', async ({
  page,
  open,
  app,
}) => {
  const user = await userWithout(app, 'auditor', 0);
  await open(`/users?on=user/${user.userId}`);
  await openSheet(page);
  await pick(page, 'Auditor');
  await expect(sheet(page).getByText('permissions gained')).toContainText(/^[1-9]/);
  await sheet(page).getByRole('textbox', { name: 'Reason' }).fill('Yearly review');
  await sheet(page).getByRole('textbox', { name: 'Ticket' }).fill('AUD-7');
  await sheet(page).getByRole('button', { name: 'Grant Auditor' }).click();
  await expect(sheet(page).getByText('Confirmed', { exact: true })).toBeVisible();
  await expect(sheet(page).getByText(/^p\d+:\d+$/)).toBeVisible();
  const place = await sheet(page)
    .getByText(/^p\d+:\d+$/)
    .textContent();
  await sheet(page).getByRole('button', { name: 'Done' }).click();
  await expect(
    inspector(page)
      .getByText(/^Auditor granted/)
      .first(),
  ).toBeVisible();
  await expect(inspector(page).getByText(`${place}`).first()).toBeVisible();
  const after = await ask<{ user: User }>(app, `/users/${user.userId}`);
  expect(after.user.roles).toContain('auditor');
});

test('two changes are two commands; their receipts stand in the commands view', async ({
  page,
  open,
  app,
}) => {
  const user = await userWithout(app, 'contractor', 1);
  await open(`/users?on=user/${user.userId}`);
  await openSheet(page);
  await sheet(page).getByRole('checkbox').first().click();
  await pick(page, 'Contractor');
  await sheet(page).getByRole('textbox', { name: 'Reason' }).fill('Moves to a contract');
  await sheet(page).getByRole('button', { name: 'Confirm 2 changes' }).click();
  await expect(sheet(page).getByText('Confirmed by reading back')).toHaveCount(2);
  await sheet(page).getByRole('button', { name: 'Open receipt' }).first().click();
  await expect(sheet(page)).toBeHidden();
  await expect(inspector(page).getByText('Moves to a contract')).toBeVisible();
  await page.keyboard.press('4');
  const rows = page.getByRole('grid', { name: 'Commands' }).getByRole('row');
  await expect(rows.filter({ hasText: 'Moves to a contract' })).toHaveCount(2);
  await rows.filter({ hasText: 'Grant Contractor' }).first().click();
  await expect(inspector(page).getByText('AssignRoleToUser')).toBeVisible();
  await inspector(page).getByRole('button', { name: 'Go to its event' }).click();
  await expect(page.getByRole('region', { name: 'Viewing the past' })).toBeVisible();
});

test('a change without a reason is not sent', async ({ page, open, app }) => {
  const user = await userWithout(app, 'auditor', 2);
  await open(`/users?on=user/${user.userId}`);
  await openSheet(page);
  await expect(sheet(page).getByRole('button', { name: 'Choose a role first' })).toBeDisabled();
  await pick(page, 'Auditor');
  const reason = sheet(page).getByRole('textbox', { name: 'Reason' });
  await reason.fill('   ');
  await expect(sheet(page).getByRole('button', { name: 'Grant Auditor' })).toBeDisabled();
  await reason.press('Enter');
  await expect(reason).toHaveAccessibleDescription('Say why this is done.');
  await expect(reason).toBeFocused();
  const after = await ask<{ user: User }>(app, `/users/${user.userId}`);
  expect(after.user.roles).not.toContain('auditor');
});

test('a role somebody else granted meanwhile cannot be confirmed: the sheet says by what rule, and who was quicker', async ({
  page,
  open,
  app,
}) => {
  const user = await userWithout(app, 'auditor', 3);
  await open(`/users?on=user/${user.userId}`);
  await openSheet(page);
  await pick(page, 'Auditor');
  await sheet(page).getByRole('textbox', { name: 'Reason' }).fill('Yearly review');
  await grantBehindTheBack(app, user.userId, 'auditor');
  await expect(sheet(page).getByText('granted meanwhile')).toBeVisible();
  const facts = sheet(page).getByRole('region', { name: 'What the log would say' });
  await expect(facts).toContainText('A role can be granted only to a user who does not hold it.');
  await expect(facts).toContainText('1 event about this since you opened it');
  await expect(facts).toContainText('role granted by somebody.else');
  await expect(sheet(page).getByRole('button', { name: 'Grant Auditor' })).toBeDisabled();
  await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('Yearly review');
  await sheet(page).getByRole('checkbox', { name: 'Auditor' }).click();
  await expect(sheet(page).getByText('Nothing is picked yet.')).toBeVisible();
});

test('closing the sheet loses nothing that was typed', async ({ page, open, app }) => {
  const user = await userWithout(app, 'auditor', 4);
  await open(`/users?on=user/${user.userId}`);
  await openSheet(page);
  await pick(page, 'Auditor');
  await sheet(page).getByRole('textbox', { name: 'Reason' }).fill('Half a sentence');
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  await expect(inspector(page)).toBeVisible();
  await openSheet(page);
  await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('Half a sentence');
  await expect(sheet(page).getByRole('checkbox', { name: 'Auditor' })).toBeChecked();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the sheet and a receipt have nothing serious for axe, ${colorScheme}`, async ({
    page,
    open,
    app,
  }) => {
    // Far from those of whom a test before left a draft behind.
    const user = await userWithout(app, 'identity-operator', 90);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(`/users?on=user/${user.userId}`);
    await openSheet(page);
    await pick(page, 'Identity operator');
    await expect(sheet(page).getByText('is privileged')).toBeVisible();
    expect(await seriousFindings(page, '[role=dialog]')).toEqual([]);
    await sheet(page).getByRole('textbox', { name: 'Reason' }).fill('Stands in');
    await sheet(page).getByRole('button', { name: 'Grant Identity operator' }).click();
    await sheet(page).getByRole('button', { name: 'Open receipt' }).click();
    await expect(inspector(page).getByRole('button', { name: 'Copy cut token' })).toBeVisible();
    expect(await seriousFindings(page, 'aside')).toEqual([]);
  });
}

test('in the past roles cannot be changed, and the way to head is offered', async ({
  page,
  open,
  app,
}) => {
  const user = await userWithout(app, 'auditor', 5);
  await open(`/users?on=user/${user.userId}&at=2026-08-06T04:00:00Z`);
  await inspector(page).getByRole('button', { name: 'Change roles' }).click();
  const off = page.getByRole('dialog');
  await expect(off).toContainText('You are looking at the past');
  await off.getByRole('button', { name: /^Go live/ }).click();
  await expect(page.getByRole('region', { name: 'Viewing the past' })).toBeHidden();
});

test('a role is granted by keyboard alone', async ({ page, open, app }) => {
  const user = await userWithout(app, 'auditor', 6);
  await open(`/users?on=user/${user.userId}`);
  await inspector(page).getByRole('button', { name: 'Change roles' }).focus();
  await page.keyboard.press('Enter');
  await expect(sheet(page).getByRole('textbox', { name: 'Find a role' })).toBeFocused();
  await page.keyboard.type('Auditor');
  await expect(sheet(page).getByRole('checkbox')).toHaveCount(1);
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(sheet(page).getByRole('checkbox')).toBeChecked();
  await sheet(page).getByRole('textbox', { name: 'Reason' }).focus();
  await page.keyboard.type('By hand');
  await page.keyboard.press('Enter');
  await expect(sheet(page).getByText('Confirmed', { exact: true })).toBeVisible();
});

test('without leave to command the sheet says why it is off and how to get it', async ({
  page,
}) => {
  const readOnly = await startApp({ allowCommands: false });
  try {
    const user = await userWithout(readOnly, 'auditor', 0);
    await page.goto(`${await readOnly.freshLink()}&/users?on=user/${user.userId}`);
    await shown(page);
    await openSheet(page);
    await expect(sheet(page)).toContainText('Commands are off in this workspace');
    await expect(sheet(page)).toContainText('--allow-commands');
    await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toBeDisabled();
    await expect(sheet(page).getByRole('button', { name: 'Cancel' })).toBeEnabled();
    // A page that is still open would complain of the app going away.
    await page.goto('about:blank');
  } finally {
    await readOnly.stop();
  }
});

async function seriousFindings(page: Page, part: string): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).include(part).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target}`));
}
