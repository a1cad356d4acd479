import type { Page } from '@playwright/test';
import { type RunningApp, startApp } from '../support/app.ts';
import { postGateway } from '../support/ask-gateway.ts';
import { begin, dialog, field, type } from '../support/command-sheet.ts';
import { writeFileLog } from '../support/file-log.ts';
import { expect, shown, test } from '../support/page-test.ts';
import { company, crowd } from '../support/rule-company.ts';
import { askForTickets, protect } from '../support/workspace-rules.ts';

/** What is typed into the fields of a sheet, by their labels. */
type Typed = Readonly<Record<string, string>>;

/** A way to break a rule: in a sheet as a person would, and as a program would. */
type Case = {
  readonly code: string;
  /** Opens the sheet and fills it in. */
  readonly fill: (page: Page) => Promise<void>;
  readonly command: object;
};

const why = { actor: 'a.program', reason: 'To see it refused' };
const fresh = { username: 'new', email: 'new@acme.example', userId: 'u-new' };

async function typeInto(page: Page, typed: Typed): Promise<void> {
  await expect(field(page, 'Reason')).toBeVisible();
  // The sheet of the case before was left half filled in, and is kept.
  const startOver = dialog(page).getByRole('button', { name: 'Start over' });
  if (await startOver.isVisible()) await startOver.click();
  for (const [label, text] of Object.entries(typed)) await field(page, label).fill(text);
}

async function newUser(page: Page, typed: Typed): Promise<void> {
  await type(page, '<n>');
  await expect(page.getByRole('dialog', { name: 'New user' })).toBeVisible();
  const usual = { Username: 'new', 'E-mail': 'new@acme.example', Id: 'u-new', Reason: why.reason };
  await typeInto(page, { ...usual, ...typed });
}

async function newRole(page: Page, typed: Typed): Promise<void> {
  await begin(page, 'new role', 'New role');
  await typeInto(page, { Name: 'fresh', Id: 'r-new', Reason: why.reason, ...typed });
}

async function edit(page: Page, whom: string, typed: Typed = {}): Promise<void> {
  await begin(page, `edit ${whom}`, new RegExp(`^Edit .*${whom}$`));
  await typeInto(page, { ...typed, Reason: why.reason });
}

async function removeRole(page: Page, roleId: string, isWithHolders: boolean): Promise<void> {
  await begin(page, `delete ${roleId}`, `Delete the role ${roleId}`);
  if (isWithHolders) await dialog(page).getByRole('checkbox').check();
  await typeInto(page, { Reason: why.reason });
}

const createUser = (data: object) => ({ type: 'CreateUser', data: { ...fresh, ...data }, ...why });
const createRole = (data: object) => ({
  type: 'CreateRole',
  data: { roleId: 'r-new', name: 'fresh', permissions: [], ...data },
  ...why,
});
const deleteRole = (roleId: string, withHolders: boolean) => ({
  type: 'DeleteRole',
  data: { roleId, withHolders },
  ...why,
});

const cases: readonly Case[] = [
  {
    code: 'username_taken',
    fill: (page) => newUser(page, { Username: 'ADA' }),
    command: createUser({ username: 'ADA' }),
  },
  {
    code: 'email_taken',
    fill: (page) => newUser(page, { 'E-mail': 'Ada@acme.example' }),
    command: createUser({ email: 'Ada@acme.example' }),
  },
  {
    code: 'email_invalid',
    fill: (page) => newUser(page, { 'E-mail': 'new@acme' }),
    command: createUser({ email: 'new@acme' }),
  },
  {
    code: 'username_required',
    fill: (page) => newUser(page, { Username: ' ' }),
    command: createUser({ username: ' ' }),
  },
  {
    code: 'id_invalid',
    fill: (page) => newUser(page, { Id: 'two\u2028lines' }),
    command: createUser({ userId: 'two\u2028lines' }),
  },
  {
    code: 'user_exists',
    fill: (page) => newUser(page, { Id: 'ada' }),
    command: createUser({ userId: 'ada' }),
  },
  {
    code: 'reason_required',
    fill: (page) => newUser(page, { Reason: ' ' }),
    command: { ...createUser({}), reason: ' ' },
  },
  {
    code: 'username_taken',
    fill: (page) => edit(page, 'bob', { Username: 'ada' }),
    command: { type: 'UpdateUser', data: { userId: 'bob', changes: { username: 'ada' } }, ...why },
  },
  {
    code: 'no_change',
    fill: (page) => edit(page, 'ada'),
    command: { type: 'UpdateUser', data: { userId: 'ada', changes: {} }, ...why },
  },
  {
    code: 'split_subject',
    fill: (page) => edit(page, 'split', { 'Display name': 'Split' }),
    command: {
      type: 'UpdateUser',
      data: { userId: 'split', changes: { displayName: 'Split' } },
      ...why,
    },
  },
  {
    code: 'role_exists',
    fill: (page) => newRole(page, { Id: 'admin' }),
    command: createRole({ roleId: 'admin' }),
  },
  {
    code: 'role_name_taken',
    fill: (page) => newRole(page, { Name: 'Admin', Id: 'r-new' }),
    command: createRole({ name: 'Admin' }),
  },
  {
    code: 'role_name_required',
    fill: (page) => newRole(page, { Name: ' ', Id: 'r-new' }),
    command: createRole({ name: ' ' }),
  },
  {
    code: 'role_name_taken',
    fill: (page) => edit(page, 'reader', { Name: 'admin' }),
    command: {
      type: 'UpdateRole',
      data: { roleId: 'reader', changes: { name: 'admin' } },
      ...why,
    },
  },
  {
    code: 'no_change',
    fill: (page) => edit(page, 'reader'),
    command: { type: 'UpdateRole', data: { roleId: 'reader', changes: {} }, ...why },
  },
  {
    code: 'role_has_holders',
    fill: (page) => removeRole(page, 'reader', false),
    command: deleteRole('reader', false),
  },
  {
    code: 'last_holder',
    fill: (page) => removeRole(page, 'admin', true),
    command: deleteRole('admin', true),
  },
  {
    code: 'too_many_holders',
    fill: (page) => removeRole(page, 'crowd', true),
    command: deleteRole('crowd', true),
  },
];

/** The codes the gateway refuses a command with: issued, and rehearsed. */
async function gatewayCodes(app: RunningApp, command: object): Promise<string[]> {
  const issued = await postGateway<{ code: string }>(app, '/commands', command);
  const rehearsed = await postGateway<{ refusal: { code: string } }>(
    app,
    '/commands/rehearse',
    command,
  );
  return [issued.code, rehearsed.refusal.code];
}

/** Tries to confirm all the same: the sheet says that the rule is broken, and why. */
async function expectRefusal(page: Page, code: string): Promise<void> {
  await page.keyboard.press('Control+Enter');
  // What was typed last is checked a moment later.
  const broken = dialog(page).locator('li[data-state="broken"]').first();
  await expect(broken).toHaveAttribute('title', code);
  const why = await broken.locator('b').innerText();
  await expect(dialog(page).locator('#sheet-blocked')).toHaveText(why);
  await expect(dialog(page).getByText('Confirmed', { exact: true })).toBeHidden();
}

async function closeSheet(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(dialog(page)).toBeHidden();
}

test('every rule refuses alike in the sheet of a command and through the gateway', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const log = await writeFileLog([...company, ...crowd('crowd', 1_001)]);
  const app = await startApp({ log: log.address });
  try {
    await page.goto(`${await app.freshLink()}&/users`);
    await shown(page);
    await protect(page, 'admin');
    for (const { code, fill, command } of cases) {
      await fill(page);
      await expectRefusal(page, code);
      const codes = await gatewayCodes(app, command);
      expect({ command, codes }).toEqual({ command, codes: [code, code] });
      await closeSheet(page);
    }
    await askForTickets(page, 'INC-#');
    const command = { ...createUser({}), ticket: 'CHG-1' };
    await newUser(page, { Ticket: 'CHG-1' });
    await expectRefusal(page, 'ticket_mismatch');
    expect(await gatewayCodes(app, command)).toEqual(['ticket_mismatch', 'ticket_mismatch']);
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await log.remove();
  }
});

test('what somebody else changes meanwhile is refused in the open sheet', async ({ page }) => {
  const log = await writeFileLog(company);
  const app = await startApp({ log: log.address });
  try {
    await page.goto(`${await app.freshLink()}&/users`);
    await shown(page);
    await edit(page, 'bob', { 'Display name': 'Bob' });
    await expect(dialog(page).getByText(/^Ready:/)).toBeVisible();
    await postGateway(app, '/commands', { type: 'DeleteUser', data: { userId: 'bob' }, ...why });
    await expect(
      dialog(page)
        .getByText(/^bob was deleted\./)
        .first(),
    ).toBeVisible();
    await expectRefusal(page, 'user_not_active');
    await closeSheet(page);
    await edit(page, 'reader', { Description: 'May read' });
    await expect(dialog(page).getByText(/^Ready:/)).toBeVisible();
    await postGateway(app, '/commands', deleteRole('reader', true));
    await expect(
      dialog(page)
        .getByText(/^The role reader was deleted\./)
        .first(),
    ).toBeVisible();
    await expectRefusal(page, 'role_not_found');
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await log.remove();
  }
});
