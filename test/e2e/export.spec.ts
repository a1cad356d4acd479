import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { Entry } from '../../src/shared/contract/entries.ts';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { expect, test } from '../support/page-test.ts';
import { nightGrant } from '../support/sample-stories.ts';

type UsersPage = { users: UserAnswer[]; total: number; cut: { token: string } };

test('the table is taken along as CSV: its cut first, then every user at it', async ({
  page,
  app,
  open,
}) => {
  const { place } = await nightGrant(app);
  const wanted = await askGateway<UsersPage>(app, `/users?at=${place}&status=active&limit=1000`);
  await open(`/users?at=${place}&status=active`);
  const users = page.getByRole('region', { name: 'Users' });
  await expect(users).toContainText('match at this cut');
  await users.getByRole('button', { name: 'Export' }).click();
  const { name, text } = await saved(page, 'CSV for spreadsheets');
  expect(name).toMatch(/^playhead-users-sample-log-.+\.csv$/);
  const lines = text.replace('\ufeff', '').trimEnd().split('\r\n');
  const head = lines.filter((line) => line.startsWith('# '));
  expect(head).toContain(`# cut,${wanted.cut.token}`);
  expect(head).toContain('# exactness,exact');
  expect(head).toContain('# filters,status active');
  expect(head).toContain(`# rows,${wanted.total}`);
  const [names, ...rows] = lines.slice(head.length);
  expect(names).toMatch(/^userId,username,email/);
  expect(rows.map((row) => row.split(',')[0])).toEqual(wanted.users.map(({ userId }) => userId));
});

test('a history is taken along as NDJSON, as the gateway gives it', async ({ page, app, open }) => {
  const { place, userId } = await nightGrant(app);
  const question = `/users/${userId}/history?at=${place}&limit=1000&quarantined=true`;
  const wanted = await askGateway<{ entries: Entry[]; cut: { token: string } }>(app, question);
  await open(`/users?at=${place}&on=user/${userId}`);
  const history = page.getByRole('region', { name: 'History' });
  await history.getByRole('button', { name: 'Export' }).click();
  const { name, text } = await saved(page, 'NDJSON for programs');
  expect(name).toMatch(/^playhead-history-of-.+\.ndjson$/);
  const [head, ...entries] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(head.playhead).toMatchObject({
    cut: wanted.cut.token,
    exactness: [],
    rows: wanted.entries.length,
  });
  expect(Object.keys(head.playhead.coverage)).toHaveLength(12);
  expect(entries).toEqual(wanted.entries);
});

async function saved(page: Page, button: string): Promise<{ name: string; text: string }> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: button }).click(),
  ]);
  const text = await readFile(await download.path(), 'utf8');
  await expect(page.getByText(/^Saved \d+ rows as/)).toBeVisible();
  return { name: download.suggestedFilename(), text };
}
