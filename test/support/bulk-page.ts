import { expect, type Page } from '@playwright/test';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import type { RunningApp } from './app.ts';
import { askGateway } from './ask-gateway.ts';

/** The sheet that changes many users. */
export const sheet = (page: Page) => page.getByRole('dialog', { name: 'Change many users' });
/** The sheet while its bulk runs, and after. */
export const running = (page: Page) => page.getByRole('dialog', { name: 'Changing many users' });
/** The inspector. */
export const inspector = (page: Page) => page.getByRole('complementary', { name: 'Inspector' });
/** The table of users. */
export const users = (page: Page) => page.getByRole('grid', { name: 'Users at the playhead' });
/** The list of a dry run in the sheet. */
export const dryRun = (page: Page) => sheet(page).getByRole('grid', { name: 'Dry run' });

/** Users as the gateway lists them. */
export async function peopleOf(app: RunningApp, question: string): Promise<UserAnswer[]> {
  return (await askGateway<{ users: UserAnswer[] }>(app, `/users?${question}`)).users;
}

/** Active users who do not hold a role, from the n-th on. */
export async function without(
  app: RunningApp,
  roleId: string,
  [from, to]: readonly [number, number],
) {
  const found = await peopleOf(app, 'status=active&limit=1000');
  return found.filter(({ roles }) => !roles.includes(roleId)).slice(from, to);
}

/** Opens the sheet by its button, with what was begun before. */
export async function openSheet(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Change many users…' }).first().click();
  const field = sheet(page).getByRole('textbox', { name: /^Add people/ });
  await expect(field).toBeVisible();
}

/** The same, without what a test before may have left behind. */
export async function openFreshSheet(page: Page): Promise<void> {
  await openSheet(page);
  const anew = sheet(page).getByRole('button', { name: 'Begin anew' });
  if (await anew.isVisible()) await anew.click();
  await expect(anew).toBeHidden();
}

/** Chooses the role of the change. */
export async function chooseRole(page: Page, role: string): Promise<void> {
  await sheet(page).getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: role, exact: true }).click();
}

/** Names people in the sheet. */
export async function paste(page: Page, text: string): Promise<void> {
  const field = sheet(page).getByRole('textbox', { name: /^Add people/ });
  await field.fill(text);
  await field.press('Enter');
}

/** Writes the reason. */
export async function sayWhy(page: Page, reason: string): Promise<void> {
  await sheet(page).getByRole('textbox', { name: 'Reason' }).fill(reason);
}
