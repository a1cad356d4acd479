import { expect, test } from '@playwright/test';
import { startApp } from '../support/app.ts';

// Not the strict page of the other tests: a browser tells of every socket that fails.
test('a host that is gone is told quietly, and what was shown stays', async ({ page }) => {
  const app = await startApp();
  await page.goto(await app.freshLink());
  await page.getByRole('button', { name: /^Users \d/ }).waitFor();
  await expect(page.getByRole('grid').first().getByRole('row').nth(1)).toBeVisible();
  await app.stop();
  await expect(page.getByText('Connection lost, trying again.')).toBeVisible();
  await expect(page.getByRole('grid').first()).toBeVisible();
  await expect(page.getByText('not connected')).toBeVisible();
});

test('a fresh link in the same tab brings a refused page back', async ({ page }) => {
  const app = await startApp();
  try {
    await page.goto(new URL(app.api).origin);
    await page.getByText('This page needs a new link').waitFor();
    await page.goto(await app.freshLink());
    await expect(page.getByRole('button', { name: /^Users \d/ })).toBeVisible();
  } finally {
    await page.close();
    await app.stop();
  }
});
