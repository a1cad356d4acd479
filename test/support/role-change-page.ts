import type { Locator, Page } from '@playwright/test';
import type { RunningApp } from './app.ts';
import { shown } from './page-test.ts';

/** Opens a user, and their sheet of roles with one role ticked and a reason written; nothing is sent. */
export async function beginGrant(
  page: Page,
  app: RunningApp,
  { userId, roleId }: { readonly userId: string; readonly roleId: string },
): Promise<{ readonly inspector: Locator; readonly sheet: Locator }> {
  await page.goto(`${await app.freshLink()}&/users?on=user/${userId}`);
  await shown(page);
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Change roles' }).click();
  const sheet = page.getByRole('dialog', { name: /^Change roles of/ });
  await sheet.getByRole('checkbox', { name: roleId }).click();
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Covers the night shift');
  return { inspector, sheet };
}
