import { randomUUID } from 'node:crypto';
import type { Bulk, BulkCard } from '../../src/shared/contract/bulks.ts';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import { askGateway } from '../support/ask-gateway.ts';
import {
  chooseRole,
  dryRun,
  inspector,
  openFreshSheet,
  openSheet,
  paste,
  peopleOf,
  running,
  sayWhy,
  sheet,
  users,
  without,
} from '../support/bulk-page.ts';
import { expect, shown, test } from '../support/page-test.ts';

test('users picked by keys and clicks get a role; each is a command the log confirms', async ({
  page,
  open,
  app,
}) => {
  await open('/users?status=active');
  await users(page).waitFor();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('x');
  const bar = page.getByRole('region', { name: 'Picked users' });
  await expect(bar).toContainText('1 selected');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar).toContainText('3 selected');
  await page.keyboard.press('Control+a');
  await expect(bar).toContainText(/^[1-9]\d+ selected/);
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  const rows = users(page).getByRole('row');
  await rows.nth(5).click({ modifiers: ['Control'] });
  await rows.nth(9).click({ modifiers: ['Shift'] });
  await rows.nth(7).getByRole('checkbox').click();
  await expect(bar).toContainText('4 selected');
  await bar.getByRole('button', { name: 'Change…' }).click();
  await chooseRole(page, 'Contractor');
  await expect(sheet(page).getByText('A dry run on the log as it is now')).toBeVisible();
  await sheet(page)
    .getByRole('button', { name: /^Grant Contractor to \d users?/ })
    .click();
  await expect(sheet(page).getByText('Every change needs a reason.')).toBeVisible();
  await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toBeFocused();
  await sayWhy(page, 'Picked by hand');
  await page.keyboard.press('Enter');
  await expect(running(page).getByText(/lines? written, 0 refused/)).toBeVisible();
  await expect(running(page).locator(':focus')).toHaveCount(1);
  await running(page).getByRole('row').nth(1).click();
  await expect(inspector(page)).toContainText('Picked by hand');
  const { bulks } = await askGateway<{ bulks: BulkCard[] }>(app, '/bulks');
  const [bulk] = bulks;
  expect(bulk).toMatchObject({ state: 'done', reason: 'Picked by hand' });
  const { lines } = await askGateway<Bulk>(app, `/bulks/${bulk?.bulkId}`);
  for (const { userId, status } of lines) {
    expect(status).toBe('confirmed');
    const { user } = await askGateway<{ user: UserAnswer }>(app, `/users/${userId}`);
    expect(user.roles).toContain('contractor');
  }
  await inspector(page).getByRole('button', { name: 'one line of a change of many' }).click();
  await expect(inspector(page).getByRole('grid', { name: 'Lines of the bulk' })).toBeVisible();
  // What was picked was picked for this.
  await page.keyboard.press('1');
  await users(page).waitFor();
  await expect(bar).toHaveCount(0);
});

test('a dry run tells every verdict, is narrowed to trouble, and lines are taken out', async ({
  page,
  open,
  app,
}) => {
  const [ready] = await without(app, 'auditor', [20, 21]);
  const [holder] = await peopleOf(app, 'status=active&role=auditor&limit=1');
  const [gone] = await peopleOf(app, 'status=deleted&limit=1');
  await open('/commands');
  await openFreshSheet(page);
  await chooseRole(page, 'Auditor');
  await paste(
    page,
    `${ready?.username}, ${holder?.userId}; ${gone?.userId}\n<${ready?.email}> nobody.at.all`,
  );
  const row = (name: string) => dryRun(page).getByRole('row').filter({ hasText: name });
  await expect(row(ready?.email ?? '')).toContainText('repeated');
  await expect(dryRun(page).getByRole('row').nth(1)).toContainText('ready');
  await expect(row(holder?.userId ?? '')).toContainText('nothing to do');
  await expect(row(gone?.userId ?? '')).toContainText('refused');
  await expect(row(gone?.userId ?? '')).toContainText('was deleted');
  await expect(row('nobody.at.all')).toContainText('not found');
  const verdicts = sheet(page).getByRole('group', { name: 'Verdict' });
  await verdicts.getByRole('button', { name: 'With trouble 4' }).click();
  await expect(dryRun(page).getByRole('row')).toHaveCount(5);
  await dryRun(page).focus();
  await page.keyboard.press('Delete');
  await expect(verdicts.getByRole('button', { name: 'With trouble 3' })).toBeVisible();
  await sheet(page).getByRole('button', { name: 'Take out trouble' }).click();
  await verdicts.getByRole('button', { name: 'All 1' }).click();
  await expect(dryRun(page).getByRole('row')).toHaveCount(2);
  await expect(sheet(page).getByRole('button', { name: 'Grant Auditor to 1 user' })).toBeVisible();
  await page.keyboard.press('Escape');
});

test('what was begun outlives the window; a new pick does not throw it away unasked', async ({
  page,
  open,
  app,
}) => {
  const [one, two] = await without(app, 'auditor', [22, 24]);
  await open('/commands');
  await openFreshSheet(page);
  await sheet(page).getByRole('button', { name: 'Delete the users' }).click();
  await paste(page, `${one?.userId} ${two?.userId}`);
  await sayWhy(page, 'Half a sentence');
  await page.keyboard.press('Escape');
  await expect(sheet(page)).toBeHidden();
  await page.reload();
  await shown(page);
  await openSheet(page);
  await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('Half a sentence');
  await expect(sheet(page).getByRole('button', { name: 'Delete the users' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect(dryRun(page).getByRole('row')).toHaveCount(3);
  await page.keyboard.press('Escape');
  await page.keyboard.press('1');
  await users(page)
    .getByRole('row')
    .nth(4)
    .click({ modifiers: ['Control'] });
  await page.getByRole('button', { name: 'Change…', exact: true }).click();
  await expect(sheet(page).getByRole('note')).toContainText('A change for 2 users was begun');
  await sheet(page).getByRole('button', { name: 'Go on with that one' }).click();
  await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('Half a sentence');
  await sheet(page).getByRole('button', { name: 'Begin anew' }).click();
  await expect(sheet(page).getByRole('textbox', { name: 'Reason' })).toHaveValue('');
  await page.keyboard.press('Escape');
  await page.reload();
  await shown(page);
  await page.keyboard.press('4');
  await openSheet(page);
  await expect(sheet(page).getByText('Nobody is named yet')).toBeVisible();
  await page.keyboard.press('Escape');
});

test('users are deleted only with their number typed', async ({ page, open, app }) => {
  const [one, two] = await without(app, 'auditor', [30, 32]);
  await open('/commands');
  await openFreshSheet(page);
  await sheet(page).getByRole('button', { name: 'Delete the users' }).click();
  await paste(page, `${one?.userId} ${two?.userId}`);
  await sayWhy(page, 'Left the company');
  const go = sheet(page).getByRole('button', { name: 'Delete 2 users' });
  await go.click();
  await expect(sheet(page).getByText('Type 2 to delete that many users.')).toBeVisible();
  await sheet(page).getByRole('textbox', { name: 'Type 2 to confirm' }).fill('2');
  await go.click();
  await expect(running(page).getByText('2 lines written, 0 refused')).toBeVisible();
  const { user } = await askGateway<{ user: UserAnswer }>(app, `/users/${one?.userId}`);
  expect(user.status).toBe('deleted');
  await running(page).getByRole('button', { name: 'Close' }).last().click();
});

test('the list of bulks shows how each ended, and opens its lines', async ({ page, open, app }) => {
  const headers = { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' };
  const change = { type: 'UnassignRoleFromUser', roleId: 'auditor' };
  const body = { change, bulkId: randomUUID(), userIds: ['u-nobody'], actor: 'a.program' };
  const started = await fetch(`${app.api}/bulks`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...body, reason: 'Started by a program' }),
  });
  expect(started.status).toBe(200);
  await open('/commands?list=bulks');
  const row = page
    .getByRole('grid', { name: 'Bulks' })
    .getByRole('row')
    .filter({ hasText: 'Started by a program' });
  await expect(row).toContainText('done');
  await row.click();
  await expect(inspector(page)).toContainText('There is no user u-nobody');
});
