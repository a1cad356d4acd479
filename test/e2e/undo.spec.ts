import type { Page } from '@playwright/test';
import type { Entry } from '../../src/shared/contract/entries.ts';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import { formatPlace } from '../../src/shared/log/position.ts';
import type { RunningApp } from '../support/app.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { expect, test } from '../support/page-test.ts';

type Appended = { readonly partition: number; readonly offset: number };
type Issued = { readonly commandId: string; readonly appended: readonly Appended[] };

const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
const undo = (page: Page) => inspector(page).getByRole('button', { name: 'Undo this…' }).first();

async function issue(app: RunningApp, type: string, data: object): Promise<Issued> {
  const answer = await fetch(`${app.api}/commands`, {
    method: 'POST',
    headers: { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type, data, actor: 'a.program', reason: 'To be taken back' }),
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return (await answer.json()) as Issued;
}

async function someUsers(app: RunningApp, count: number): Promise<UserAnswer[]> {
  const question = `/users?status=active&limit=${count}`;
  return (await askGateway<{ users: UserAnswer[] }>(app, question)).users;
}

test('a granted role is taken back from its receipt, with a reason that names the place', async ({
  page,
  open,
  app,
}) => {
  const users = await someUsers(app, 100);
  const user = users.find(({ roles }) => !roles.includes('legal-counsel'));
  const data = { userId: user?.userId, roleId: 'legal-counsel' };
  const { commandId, appended } = await issue(app, 'AssignRoleToUser', data);
  const [place] = appended;
  await open(`/commands?on=command/${commandId}`);
  await undo(page).click();
  const sheet = page.getByRole('dialog');
  const reason = sheet.getByRole('textbox', { name: 'Reason' });
  await expect(reason).toHaveValue(
    `Takes back ${formatPlace(place?.partition ?? 0, place?.offset ?? 0)}`,
  );
  await reason.press('Control+Enter');
  await expect(sheet.getByText('Confirmed', { exact: true })).toBeVisible();
  const after = await askGateway<{ user: UserAnswer }>(app, `/users/${user?.userId}`);
  expect(after.user.roles).not.toContain('legal-counsel');
});

test('an event of a history is undone from its row, and from the evidence', async ({
  page,
  open,
  app,
}) => {
  const [user] = await someUsers(app, 1);
  const changes = { displayName: 'Undone Name' };
  await issue(app, 'UpdateUser', { userId: user?.userId, changes });
  await open(`/users?on=user/${user?.userId}`);
  const history = inspector(page).getByRole('region', { name: 'History' });
  await history
    .getByRole('button', { name: /^What changed/ })
    .first()
    .click();
  await history.getByRole('button', { name: 'Undo this…' }).click();
  const sheet = page.getByRole('dialog');
  await expect(sheet.getByRole('textbox', { name: 'Reason' })).toHaveValue(/^Takes back p\d+:\d+$/);
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await inspector(page).getByRole('button', { name: 'Evidence' }).click();
  await inspector(page).getByRole('button', { name: 'Undo this…' }).click();
  await expect(sheet.getByRole('textbox', { name: 'Reason' })).toHaveValue(/^Takes back p\d+:\d+$/);
});

test('what cannot be taken back says why, and the keys lead out again', async ({
  page,
  open,
  app,
}) => {
  const question = '/events?type=UserLoggedInEvent&order=desc&limit=1';
  const { events } = await askGateway<{ events: Entry[] }>(app, question);
  const [signIn] = events;
  const place = formatPlace(signIn?.partition ?? 0, signIn?.offset ?? 0);
  await open(`/events?on=record/${place}`);
  await undo(page).focus();
  await page.keyboard.press('Enter');
  const why = page.getByRole('dialog', { name: 'Undo this' });
  await expect(why).toContainText('A sign-in happened; nothing can take it back.');
  await page.keyboard.press('Escape');
  await expect(why).toBeHidden();
  await expect(undo(page)).toBeFocused();
});

test('a role deleted with its holders is brought back, and granted again to those who held it', async ({
  page,
  open,
  app,
}) => {
  const roleId = 'fire-watch';
  const users = (await someUsers(app, 8)).slice(4);
  await issue(app, 'CreateRole', { roleId, name: 'Fire watch', permissions: ['doors:read'] });
  for (const { userId } of users) await issue(app, 'AssignRoleToUser', { userId, roleId });
  const { commandId, appended } = await issue(app, 'DeleteRole', { roleId, withHolders: true });
  expect(appended).toHaveLength(5);
  await open(`/commands?on=command/${commandId}`);
  await expect(inspector(page).getByRole('region', { name: 'Records written' })).toContainText(
    '5 records',
  );
  await undo(page).click();
  const choice = page.getByRole('dialog', { name: 'Undo this' });
  await expect(choice).toContainText('4 users lost the role with it');
  await expect(choice.getByRole('button', { name: 'Bring the role back…' })).toBeVisible();
  await issue(app, 'CreateRole', { roleId, name: 'Fire watch', permissions: ['doors:read'] });
  await choice.getByRole('button', { name: 'Grant it again to 4 former holders…' }).click();
  const sheet = page.getByRole('dialog', { name: 'Change many users' });
  await expect(sheet.getByRole('textbox', { name: 'Reason' })).toHaveValue(/^Takes back p/);
  await sheet.getByRole('button', { name: 'Grant Fire watch to 4 users' }).click();
  await expect(page.getByText('4 lines written, 0 refused')).toBeVisible();
  const after = await askGateway<{ holders: unknown[] }>(app, `/roles/${roleId}/holders`);
  expect(after.holders).toHaveLength(4);
});
