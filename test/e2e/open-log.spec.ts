import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { test as base, expect } from '../support/page-test.ts';

// These tests open other logs: an app of their own each, and a folder for the files.
const test = base.extend<{ readonly folder: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what is needed from the pattern.
  folder: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'playhead-files-'));
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
});

const start = Date.parse('2026-05-04T09:00:00Z');

function line(topic: string, offset: number, username: string): string {
  const userId = `u-${username}`;
  return JSON.stringify({
    topic,
    partition: 0,
    offset,
    tstype: 'create',
    ts: start + offset * 60_000,
    key: userId,
    payload: JSON.stringify({ userId, username, email: `${username}@example.org` }),
    headers: [
      ...['ce_specversion', '1.0', 'ce_type', 'UserCreatedEvent', 'ce_source', '/test'],
      ...['ce_id', `e-${offset}`, 'ce_subject', `user/${userId}`],
      ...['content-type', 'application/json'],
    ],
  });
}

async function openFile(page: Page, path: string): Promise<void> {
  await page.keyboard.press('Control+o');
  await page.getByRole('tab', { name: 'File' }).click();
  await page.getByRole('textbox', { name: 'Path of the file' }).fill(path);
  await page.getByRole('button', { name: 'Open the file' }).click();
}

test('a file is opened from the window, and the sample again from the recent logs', async ({
  page,
  folder,
}) => {
  const app = await startApp();
  try {
    const path = join(folder, 'people.jsonl');
    await writeFile(path, `${[line('acme', 0, 'ann'), line('acme', 2, 'bo')].join('\n')}\n`);
    await page.goto(await app.freshLink());
    await page.getByRole('button', { name: /^Users \d{3}/ }).waitFor();
    await openFile(page, path);
    await expect(page.getByRole('button', { name: 'Users 2' })).toBeVisible();
    await expect(page.getByRole('region', { name: 'Live' })).toContainText('p0:2');
    await page.keyboard.press('Control+o');
    await page.getByRole('button', { name: /sample log/ }).click();
    await expect(page.getByRole('button', { name: /^Users \d{3}/ })).toBeVisible();
  } finally {
    await page.close();
    await app.stop();
  }
});

test('a file with several topics asks which one', async ({ page, folder }) => {
  const app = await startApp();
  try {
    const path = join(folder, 'two.jsonl');
    await writeFile(path, `${[line('acme', 0, 'ann'), line('beta', 0, 'bo')].join('\n')}\n`);
    await page.goto(await app.freshLink());
    await page.getByRole('button', { name: /^Users \d{3}/ }).waitFor();
    await openFile(page, path);
    await page.getByRole('combobox', { name: /which one/ }).click();
    await page.getByRole('option', { name: 'beta' }).click();
    await page.getByRole('button', { name: 'Open the file' }).click();
    await expect(page.getByRole('button', { name: 'Users 1' })).toBeVisible();
    await page.keyboard.press('1');
    await expect(page.getByText('bo@example.org')).toBeVisible();
  } finally {
    await page.close();
    await app.stop();
  }
});
