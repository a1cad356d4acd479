import {
  begin,
  confirmed,
  dialog,
  field,
  roleAt,
  somebody,
  tabTo,
  type,
  userAt,
} from '../support/command-sheet.ts';
import { expect, test } from '../support/page-test.ts';

test.describe('by keyboard alone', () => {
  test('a user is created, and another one with the same reason', async ({ page, open, app }) => {
    await open();
    await type(page, '<n>');
    await expect(field(page, 'Username')).toBeFocused();
    await type(page, 'ada.night', '<Tab>', 'ada.night@tolveden.example', '<Tab>', 'Ada Night');
    await type(page, '<Tab>', '<Tab>', '<Enter>', 'level', '<Tab>', '7');
    await expect(dialog(page).getByText('number')).toBeVisible();
    await field(page, 'Reason').focus();
    await type(page, 'Joins the night shift');
    const pane = page.getByRole('region', { name: 'What this does' });
    await expect(pane).toContainText('UserCreatedEvent');
    await expect(pane.getByRole('row', { name: /Display name/ })).toContainText('Ada Night');
    const id = await field(page, 'Id').inputValue();
    await confirmed(page);
    expect(await userAt(app, id)).toMatchObject({
      username: 'ada.night',
      displayName: 'Ada Night',
      attributes: { level: 7 },
      status: 'active',
    });
    await tabTo(page, 'Another one');
    await page.keyboard.press('Enter');
    await expect(field(page, 'Username')).toBeFocused();
    await expect(field(page, 'Username')).toHaveValue('');
    await expect(field(page, 'Reason')).toHaveValue('Joins the night shift');
    await type(page, 'bo.night', '<Tab>', 'bo.night@tolveden.example');
    await confirmed(page);
  });

  test('a user is edited: only what was changed is sent', async ({ page, open, app }) => {
    const user = await somebody(app, 5);
    await open();
    await begin(page, `edit ${user.username}`, `Edit ${user.username}`);
    await expect(field(page, 'Username')).toBeFocused();
    await type(page, '<Tab>', 'renamed@tolveden.example');
    await expect(dialog(page).getByText(`was ${user.email}`)).toBeVisible();
    await expect(dialog(page).getByText('unchanged')).toHaveCount(3);
    await field(page, 'Reason').focus();
    await type(page, 'Married');
    const act = dialog(page).getByRole('button', { name: `Change e-mail of ${user.username}` });
    await expect(act).toBeEnabled();
    await confirmed(page);
    const after = await userAt(app, user.userId);
    expect({ ...after, updatedAt: null, version: 0 }).toEqual({
      ...user,
      email: 'renamed@tolveden.example',
      updatedAt: null,
      version: 0,
    });
  });

  test('a user is deleted, and brought back with the fields they had', async ({
    page,
    open,
    app,
  }) => {
    const user = await somebody(app, 6);
    await open();
    await begin(page, `delete ${user.username}`, `Delete the user ${user.username}`);
    await expect(field(page, 'Reason')).toBeFocused();
    await type(page, 'Left the company');
    await expect(
      dialog(page).getByRole('button', { name: `Delete ${user.username}` }),
    ).toBeEnabled();
    await confirmed(page);
    expect((await userAt(app, user.userId)).status).toBe('deleted');
    await type(page, '<Escape>');
    await begin(page, `bring back ${user.username}`, `Bring back ${user.username}`);
    await expect(field(page, 'E-mail')).toHaveValue(`${user.email}`);
    await expect(field(page, 'Reason')).toBeFocused();
    await type(page, 'Came back');
    await confirmed(page);
    const { username, email, displayName, attributes } = user;
    expect(await userAt(app, user.userId)).toMatchObject({
      ...{ username, email, displayName, attributes },
      status: 'active',
      roles: [],
    });
  });

  test('a role is granted to somebody, and the receipt takes it back', async ({
    page,
    open,
    app,
  }) => {
    const user = await somebody(app, 7);
    await open();
    await begin(page, 'grant contractor', 'Grant Contractor to somebody');
    await expect(dialog(page).getByRole('combobox', { name: 'User' })).toBeFocused();
    await type(page, `${user.username}`);
    await expect(page.getByRole('listbox').getByRole('option')).toHaveText(
      new RegExp(`^${user.username} ·`),
    );
    await type(page, '<ArrowDown>', '<Enter>', '<Tab>', '<Tab>');
    await expect(field(page, 'Reason')).toBeFocused();
    await type(page, 'Helps out in June');
    await expect(
      dialog(page).getByRole('button', { name: `Grant Contractor to ${user.username}` }),
    ).toBeEnabled();
    await confirmed(page);
    expect((await userAt(app, user.userId)).roles).toContain('contractor');
    await tabTo(page, 'Undo this…');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: /^Take Contractor away/ })).toBeVisible();
    await expect(field(page, 'Reason')).toHaveValue(/^Takes back p\d+:\d+$/);
    await confirmed(page);
    expect((await userAt(app, user.userId)).roles).not.toContain('contractor');
  });

  test('a role is created, changed, and deleted with its holders', async ({ page, open, app }) => {
    await open('/roles');
    await type(page, '<n>');
    await expect(field(page, 'Name')).toBeFocused();
    await type(page, 'Night Watch');
    await expect(field(page, 'Id')).toHaveValue('night-watch');
    await field(page, 'Permissions').focus();
    await type(page, 'gates:open', '<Enter>', 'roles:grant', '<Enter>');
    await field(page, 'Reason').focus();
    await type(page, 'Nights are watched');
    await expect(dialog(page).getByText('Night Watch is privileged')).toBeVisible();
    await confirmed(page);
    expect((await roleAt(app, 'night-watch')).permissions).toEqual(['gates:open', 'roles:grant']);
    await type(page, '<Escape>');

    await begin(page, 'edit night watch', 'Edit the role Night Watch');
    await field(page, 'Permissions').focus();
    await type(page, '<Backspace>');
    await field(page, 'Reason').focus();
    await type(page, 'Grants nothing any more');
    await confirmed(page);
    expect((await roleAt(app, 'night-watch')).permissions).toEqual(['gates:open']);
    await type(page, '<Escape>');

    const holders = (await roleAt(app, 'auditor')).holders;
    await begin(page, 'delete auditor', 'Delete the role Auditor');
    await expect(dialog(page).getByRole('checkbox')).toBeFocused();
    await expect(dialog(page).getByText(new RegExp(`${holders} hold Auditor`))).toBeVisible();
    await type(page, '<Space>', '<Tab>', 'Nobody reads it');
    await expect(
      dialog(page).getByRole('button', { name: `Delete role Auditor from ${holders} holders` }),
    ).toBeEnabled();
    await confirmed(page);
    expect(await roleAt(app, 'auditor')).toMatchObject({ status: 'deleted', holders: 0 });
    await tabTo(page, 'Undo this…');
    await page.keyboard.press('Enter');
    await expect(page.getByText(`${holders} users lost the role`)).toBeVisible();
    await tabTo(page, 'Bring the role back…');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: 'Bring back the role Auditor' })).toBeVisible();
    await expect(
      dialog(page).getByRole('button', { name: 'Bring back role Auditor' }),
    ).toBeEnabled();
    await confirmed(page);
    expect(await roleAt(app, 'auditor')).toMatchObject({ status: 'active', holders: 0 });
  });
});
