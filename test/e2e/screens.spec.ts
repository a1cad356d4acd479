import type { Page } from '@playwright/test';
import type { UserAnswer } from '../../src/shared/contract/users.ts';
import type { RunningApp } from '../support/app.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { begin } from '../support/command-sheet.ts';
import { expect, test } from '../support/page-test.ts';
import { nightGrant } from '../support/sample-stories.ts';
import { readyForPictures, takePictures } from '../support/take-pictures.ts';

type Screen = {
  readonly name: string;
  /** How it is reached from the address it begins with. */
  readonly address: string | ((app: RunningApp) => Promise<string>);
  readonly reach?: (page: Page) => Promise<void>;
};

const screens: readonly Screen[] = [
  { name: 'live', address: '/users' },
  {
    name: 'past',
    address: atNightGrant(
      (story) => `/users?at=${story.place}&on=user/${story.userId}&follow=${story.userId}`,
    ),
  },
  { name: 'empty', address: '/users?search=nobody+is+called+so' },
  { name: 'not-there', address: '/users', reach: followDeadLink },
  {
    name: 'roles',
    address: atNightGrant((story) => `/roles?at=${story.place}&on=role/platform-administrator`),
  },
  { name: 'events', address: atNightGrant((story) => `/events?at=${story.place}`) },
  { name: 'event-text', address: '/events?text=tolveden&type=UserUpdatedEvent' },
  {
    name: 'record',
    address: atNightGrant((story) => `/events?at=${story.place}&on=record/${story.place}`),
  },
  { name: 'change', address: '/users', reach: openRoleChange },
  { name: 'rehearsal', address: '/users', reach: typeNewUser },
  { name: 'edit-user', address: '/users', reach: typeEdit },
  { name: 'delete-role', address: '/roles?on=role/auditor', reach: typeRoleDeletion },
  { name: 'receipt-in-sheet', address: '/users', reach: confirmGrant },
  { name: 'commands', address: afterCommands, reach: openFirstCommand },
  { name: 'receipt', address: afterBulk, reach: openFirstCommand },
  { name: 'receipt-refused', address: afterCommands, reach: openRefusedCommand },
  {
    name: 'bulks',
    address: async (app) => `${await afterBulk(app)}?list=bulks`,
    reach: openFirstBulk,
  },
  { name: 'bulk-dry-run', address: '/users', reach: openDryRun },
  { name: 'bulk-done', address: '/users', reach: runBulk },
  { name: 'picked', address: '/users', reach: pickUsers },
  { name: 'undo', address: '/users', reach: askToUndo },
  { name: 'problems', address: '/problems' },
  { name: 'log', address: '/log' },
  { name: 'search', address: '/users', reach: search },
  { name: 'keys', address: '/users', reach: pressing('?') },
  { name: 'settings', address: '/users', reach: pressing(',') },
  { name: 'open', address: '/users', reach: openKafkaForm },
];

for (const { name, address, reach } of screens) {
  test(`${name}: nothing serious for axe, a picture in each look and size`, async ({
    page,
    app,
    open,
  }) => {
    await readyForPictures(page);
    await open(typeof address === 'string' ? address : await address(app));
    await reach?.(page);
    await takePictures(page, name);
  });
}

function pressing(key: string): (page: Page) => Promise<void> {
  return async (page) => {
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
  };
}

type Story = Awaited<ReturnType<typeof nightGrant>>;

function atNightGrant(addressOf: (story: Story) => string): (app: RunningApp) => Promise<string> {
  return async (app) => addressOf(await nightGrant(app));
}

/** A change that is granted, and one that is refused: so that there are receipts to see. */
async function afterCommands(app: RunningApp): Promise<string> {
  const { users } = await askGateway<{ users: UserAnswer[] }>(app, '/users?status=active&limit=50');
  const user = users.find(({ roles }) => !roles.includes('auditor'));
  const headers = { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' };
  for (const reason of ['Quarterly review of access', 'The same again']) {
    const data = { userId: user?.userId, roleId: 'auditor' };
    const body = { type: 'AssignRoleToUser', data, actor: 'm.okafor', reason, ticket: 'AUD-42' };
    await fetch(`${app.api}/commands`, { method: 'POST', headers, body: JSON.stringify(body) });
  }
  return '/commands';
}

/** A change of many users, one of them refused: so that there is a bulk to see. */
async function afterBulk(app: RunningApp): Promise<string> {
  const { users } = await askGateway<{ users: UserAnswer[] }>(app, '/users?status=active&limit=40');
  const headers = { authorization: `Bearer ${app.token}`, 'content-type': 'application/json' };
  const bulkId = crypto.randomUUID();
  const userIds = ['u-nobody', ...users.slice(10, 30).map(({ userId }) => userId)];
  const body = {
    bulkId,
    userIds,
    change: { type: 'AssignRoleToUser', roleId: 'contractor' },
    actor: 'm.okafor',
    reason: 'Summer season on a contract',
    ticket: 'HR-118',
  };
  await fetch(`${app.api}/bulks`, { method: 'POST', headers, body: JSON.stringify(body) });
  await expect
    .poll(async () => (await askGateway<{ state: string }>(app, `/bulks/${bulkId}`)).state)
    .toBe('done');
  return '/commands';
}

async function openRefusedCommand(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Refused/ }).click();
  await openFirstCommand(page);
}

async function openFirstBulk(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Bulks' }).getByRole('row').nth(1).click();
  await page.getByRole('grid', { name: 'Lines of the bulk' }).waitFor();
}

async function pickUsers(page: Page): Promise<void> {
  const rows = page.getByRole('grid', { name: 'Users at the playhead' }).getByRole('row');
  await rows.nth(3).click({ modifiers: ['Control'] });
  await rows.nth(9).click({ modifiers: ['Shift'] });
}

async function openDryRun(page: Page): Promise<void> {
  await pickUsers(page);
  await page.getByRole('button', { name: 'Change…', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Change many users' });
  await sheet.getByRole('combobox', { name: 'Role' }).click();
  await page.getByRole('option', { name: 'Identity operator' }).click();
  await sheet.getByRole('textbox', { name: /^Add people/ }).fill('nobody.at.all u-1191 u-1191');
  await sheet.getByRole('button', { name: 'Add', exact: true }).click();
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Covers the night shift');
  await sheet.getByText('A dry run on the log as it is now').waitFor();
}

async function runBulk(page: Page): Promise<void> {
  await openDryRun(page);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('button', { name: /^Grant Identity operator/ }).click();
  await sheet.getByText(/written, 0 refused/).waitFor();
}

async function askToUndo(page: Page): Promise<void> {
  await search(page);
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector
    .getByRole('button', { name: /^What changed/ })
    .first()
    .click();
}

async function followDeadLink(page: Page): Promise<void> {
  await page.evaluate(() => {
    location.hash = '#/users?at=p3:999999';
  });
  await page.getByText('p3:999999 was not read yet').first().waitFor();
}

async function openFirstCommand(page: Page): Promise<void> {
  await page.getByRole('grid', { name: 'Commands' }).getByRole('row').nth(1).click();
  await page.getByRole('complementary', { name: 'Inspector' }).waitFor();
}

async function openRoleChange(page: Page): Promise<void> {
  await search(page);
  await page.keyboard.press('Enter');
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Change roles' }).click();
  const sheet = page.getByRole('dialog', { name: /^Change roles of/ });
  await sheet.getByRole('textbox', { name: 'Find a role' }).fill('Platform');
  await sheet.getByRole('checkbox', { name: 'Platform administrator' }).click();
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Covers the night shift');
}

/** A new user with an e-mail that is none. */
async function typeNewUser(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'New user…' }).click();
  const sheet = page.getByRole('dialog', { name: 'New user' });
  await sheet.getByRole('textbox', { name: 'Username' }).fill('j.dvorak');
  await sheet.getByRole('textbox', { name: 'E-mail' }).fill('jana.dvorak@tolveden');
  await sheet.getByRole('textbox', { name: 'Display name' }).fill('Jana Dvořák');
  // The id is another one each time.
  await sheet.getByRole('textbox', { name: 'Id' }).fill('u-jdvorak');
  await sheet.getByText('is no e-mail address').first().waitFor();
}

async function typeEdit(page: Page): Promise<void> {
  await begin(page, 'edit asta', /^Edit/);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('textbox', { name: 'Display name' }).fill('Ásta Abebe-Lind');
  await sheet.getByRole('textbox', { name: 'Value of title' }).fill('Master mariner');
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Married, and promoted in May');
  await sheet.getByText(/^Ready:/).waitFor();
}

async function typeRoleDeletion(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Delete role…' }).click();
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('checkbox').click();
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Audits are done from outside now');
  await sheet.getByText(/^Ready:/).waitFor();
}

async function confirmGrant(page: Page): Promise<void> {
  await begin(page, 'grant security administrator', /^Grant/);
  const sheet = page.getByRole('dialog');
  await sheet.getByRole('combobox', { name: 'User' }).fill('becker');
  await page
    .getByRole('listbox')
    .getByRole('option', { name: /becker/ })
    .first()
    .click();
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Stands in for r.silva until Monday');
  await sheet.getByText(/^Ready:/).waitFor();
  await page.keyboard.press('Control+Enter');
  await sheet.getByText('Confirmed', { exact: true }).waitFor();
}

async function search(page: Page): Promise<void> {
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: /Search/ }).fill('an');
  await page.getByRole('listbox', { name: 'Found' }).getByRole('option').first().waitFor();
}

async function openKafkaForm(page: Page): Promise<void> {
  await page.keyboard.press('Control+o');
  await page.getByRole('tab', { name: 'Kafka' }).click();
  await page.getByRole('textbox', { name: 'Topic' }).fill('acme.users');
}
