import type { Page } from '@playwright/test';
import { expect } from './page-test.ts';

/** Protects a role in the settings of the workspace. */
export async function protect(page: Page, roleId: string): Promise<void> {
  await page.keyboard.press(',');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('combobox', { name: 'Protected roles' }).click();
  await page.getByRole('option', { name: roleId }).click();
  await expect(settings.getByText('Saved')).toBeVisible();
  await page.keyboard.press('Escape');
  // The first Esc closes the list of choices.
  if (await settings.isVisible()) await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
}

/** Asks for tickets that look like a pattern. */
export async function askForTickets(page: Page, pattern: string): Promise<void> {
  await page.keyboard.press(',');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  await settings.getByRole('textbox', { name: 'Ticket pattern' }).fill(pattern);
  await page.keyboard.press('Enter');
  await expect(settings.getByText('Saved')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
}
