import type { Entry } from '../../src/shared/contract/entries.ts';
import type { Problem } from '../../src/shared/contract/log.ts';
import { formatPlace } from '../../src/shared/log/position.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { expect, positionOf, test } from '../support/page-test.ts';
import { nightGrant } from '../support/sample-stories.ts';

const inspector = { name: 'Inspector' };

test('says what the event under the playhead changed, by whom and why', async ({
  page,
  app,
  open,
}) => {
  const { place, userId, entry } = await nightGrant(app);
  await open(`/users?at=${place}&on=user/${userId}`);
  const changed = page.getByRole('region', { name: 'What changed' });
  await expect(changed).toContainText('What this event changed');
  await expect(changed).toContainText('RoleAssignedToUserEvent');
  await expect(changed).toContainText('+ Platform administrator');
  await expect(changed).toContainText('users:write');
  await expect(changed).toContainText(`by ${entry.actor}, reason “${entry.reason}”`);
});

test('a role says since when and by whom', async ({ page, app, open }) => {
  const { place, userId, entry } = await nightGrant(app);
  await open(`/users?at=${place}&on=user/${userId}`);
  const role = page.getByRole('button', { name: /^Platform administrator\. Since/ });
  await expect(role).toHaveAccessibleName(new RegExp(`by ${entry.actor} \\(${place}\\)`));
});

test('a press on the history moves the playhead there, and the list stands still', async ({
  page,
  app,
  open,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const { place, userId } = await nightGrant(app);
  await open(`/users?at=${place}&on=user/${userId}`);
  const history = page.getByRole('region', { name: 'History' });
  await expect(history.locator('[data-look="current"]')).toHaveAttribute('data-place', place);
  const { total } = await historyOf(app, userId, place);
  await expect(history).toContainText(`${total} before`);
  const earlier = history.locator('[data-look="past"]').first();
  const to = await earlier.getAttribute('data-place');
  const row = history.locator(`[data-place="${to}"]`);
  const before = await row.boundingBox();
  await row.locator('[data-go]').click();
  await expect(history.locator('[data-look="current"]')).toHaveAttribute('data-place', to ?? '');
  expect(positionOf(page)).toBe(to);
  await expect(history).toContainText(`${total - 1} before`);
  await expect(page.getByRole('button', { name: /^Platform administrator\. Since/ })).toBeHidden();
  const moved = Math.abs(((await row.boundingBox())?.y ?? 0) - (before?.y ?? 0));
  expect(moved).toBeLessThan(1);
  await expect(history.locator(`[data-place="${place}"]`)).toHaveAttribute('data-look', 'ahead');
  await page.goBack();
  await expect(history.locator('[data-look="current"]')).toHaveAttribute('data-place', place);
});

test('arrows lead through the history, and an entry opens to old and new', async ({
  page,
  app,
  open,
}) => {
  const { place, userId } = await nightGrant(app);
  await open(`/users?at=${place}&on=user/${userId}`);
  const history = page.getByRole('region', { name: 'History' });
  const current = history.locator('[data-look="current"]');
  await current.locator('[data-go]').focus();
  await page.keyboard.press('ArrowUp');
  await expect(history.locator('[data-look="ahead"]').last().locator('[data-go]')).toBeFocused();
  await current.getByRole('button', { name: /^What changed/ }).press('Enter');
  await expect(current).toContainText('permissions');
});

test('a place opens the evidence, and the way back leads to the user', async ({
  page,
  app,
  open,
}) => {
  const { place, userId } = await nightGrant(app);
  await open(`/users?at=${place}&on=user/${userId}&follow=${userId}`);
  const history = page.getByRole('region', { name: 'History' });
  await history.getByRole('button', { name: `Open the record ${place}` }).click();
  await expect(page.getByRole('heading', { name: `Record ${place}` })).toBeVisible();
  await page.getByRole('button', { name: /^Back to/ }).click();
  await expect(history).toBeVisible();
});

test('a record that did not decode stands in the history of whose key it carries', async ({
  page,
  app,
  open,
}) => {
  const { problems } = await askGateway<{ problems: Problem[] }>(app, '/problems?kind=quarantined');
  const [broken] = problems;
  if (!broken) throw new Error('The sample holds no broken record.');
  const place = formatPlace(broken.partition, broken.offset);
  const { key } = await askGateway<{ key: { text: string } }>(
    app,
    `/records/${broken.partition}/${broken.offset}`,
  );
  await open(`/users?at=${place}&on=user/${key.text}`);
  const row = page.locator(`[data-place="${place}"]`);
  await expect(row).toContainText('Record did not decode');
  await expect(row).toHaveAttribute('data-look', 'current');
});

test('a user who does not exist yet says so, and leads to the first event', async ({
  page,
  app,
  open,
}) => {
  const { userId } = await nightGrant(app);
  await open(`/users?on=user/${userId}`);
  const panel = page.getByRole('complementary', inspector);
  await expect(panel).toContainText(userId);
  await page.keyboard.press('Home');
  await expect(panel).toContainText('This user does not exist yet');
  await panel.getByRole('button', { name: 'Go to the first event' }).click();
  await expect(panel).toContainText('version 1 of');
  await open('/users?on=user/nobody-at-all');
  await expect(panel).toContainText('This log does not know this user');
});

test('in the past, changing roles says why it is off and offers to go live', async ({
  page,
  app,
  open,
}) => {
  const { place, userId } = await nightGrant(app);
  await open(`/users?at=${place}&on=user/${userId}`);
  await page.getByRole('button', { name: 'Change roles…' }).click();
  const sheet = page.getByRole('dialog', { name: /^Change roles of/ });
  await expect(sheet).toContainText('You are looking at the past');
  await sheet.getByRole('button', { name: 'Go live' }).click();
  await expect.poll(() => positionOf(page)).toBe('head');
  await expect(sheet.getByRole('textbox', { name: 'Reason' })).toBeEnabled();
});

async function historyOf(app: Parameters<typeof askGateway>[0], userId: string, at: string) {
  const question = `/users/${userId}/history?at=${at}&limit=1&quarantined=true`;
  return askGateway<{ entries: Entry[]; total: number }>(app, question);
}
