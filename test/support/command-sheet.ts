import type { Page } from '@playwright/test';
import type { RoleAnswer } from '../../src/shared/contract/roles.ts';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import type { RunningApp } from './app.ts';
import { askGateway } from './ask-gateway.ts';
import { expect } from './page-test.ts';

/** The sheet that is open. */
export const dialog = (page: Page) => page.getByRole('dialog');
/** A field of the sheet. */
export const field = (page: Page, name: string) => dialog(page).getByRole('textbox', { name });

/** Types from where the focus is: a text, or a key in angle brackets. */
export async function type(page: Page, ...parts: string[]): Promise<void> {
  for (const part of parts) {
    const key = /^<(.+)>$/.exec(part)?.[1];
    if (key) await page.keyboard.press(key);
    else await page.keyboard.type(part);
  }
}

/** Confirms by key and waits for the receipt. */
export async function confirmed(page: Page): Promise<void> {
  await page.keyboard.press('Control+Enter');
  await expect(dialog(page).getByText('Confirmed', { exact: true })).toBeVisible();
  await expect(
    dialog(page)
      .getByText(/^p\d+:\d+$/)
      .first(),
  ).toBeVisible();
}

/** Finds a command in the search and begins it. */
export async function begin(page: Page, words: string, title: string | RegExp): Promise<void> {
  await type(page, '<Control+k>');
  await expect(page.getByRole('combobox', { name: /^Search/ })).toBeFocused();
  await type(page, words);
  const found = page.getByRole('listbox', { name: 'Found' }).getByRole('option');
  await expect(found.first()).toContainText('…');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: title })).toBeVisible();
}

/** Presses Tab until the button has the focus. */
export async function tabTo(page: Page, name: string): Promise<void> {
  const button = dialog(page).getByRole('button', { name, exact: true });
  await expect(async () => {
    await page.keyboard.press('Tab');
    await expect(button).toBeFocused({ timeout: 50 });
  }).toPass({ intervals: [0] });
}

/** A user at head. */
export async function userAt(app: RunningApp, userId: string): Promise<UserAnswer> {
  return (await askGateway<{ user: UserAnswer }>(app, `/users/${userId}`)).user;
}

/** A role at head. */
export async function roleAt(app: RunningApp, roleId: string): Promise<RoleAnswer> {
  return (await askGateway<{ role: RoleAnswer }>(app, `/roles/${roleId}`)).role;
}

/** The n-th active user who does not hold a role. */
export async function somebody(
  app: RunningApp,
  n: number,
  { without = 'contractor' } = {},
): Promise<UserAnswer> {
  const found = await askGateway<{ users: UserAnswer[] }>(app, '/users?status=active&limit=300');
  const user = found.users.filter(({ roles }) => !roles.includes(without))[n];
  if (!user) throw new Error('There is nobody like that.');
  return user;
}
