import type { Problem, RecordAnswer } from '../../src/shared/contract/log.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { expect, positionOf, test } from '../support/page-test.ts';
import { nightGrant } from '../support/sample-stories.ts';

test('shows a record as it came: key, headers in order, value as text and bytes', async ({
  page,
  app,
  open,
}) => {
  const { place, entry } = await nightGrant(app);
  const record = await askGateway<RecordAnswer>(app, `/records/${entry.partition}/${entry.offset}`);
  await open(`/users?on=record/${place}`);
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  await expect(panel).toContainText(`Record ${place}`);
  await expect(panel).toContainText(record.key?.text ?? '');
  const names = await panel.getByRole('rowheader').allTextContents();
  expect(names).toEqual(record.headers.map(({ name }) => name));
  const value = panel.getByRole('region', { name: 'Value' });
  await value.getByRole('button', { name: 'Text' }).click();
  await expect(value.locator('pre')).toHaveText(record.value?.text ?? '');
  await value.getByRole('button', { name: 'Hex' }).click();
  const dump = (await value.locator('pre').textContent()) ?? '';
  const digits = dump.split('\n').map((line) => line.slice(6, 29).replaceAll(' ', ''));
  expect(digits.join('')).toBe(Buffer.from(record.value?.base64 ?? '', 'base64').toString('hex'));
});

test('finds within the value', async ({ page, app, open }) => {
  const { place } = await nightGrant(app);
  await open(`/users?on=record/${place}`);
  const value = page.getByRole('region', { name: 'Value' });
  const find = value.getByRole('textbox', { name: 'Find in the value' });
  await find.fill('ID"');
  await expect(value).toContainText('1 of 2');
  await find.press('Enter');
  await expect(value).toContainText('2 of 2');
  await expect(value.locator('mark[data-current="true"]')).toHaveText('Id"');
  await find.fill('not in there');
  await expect(value).toContainText('not found');
});

test('is cited by copying: place, link, value', async ({ page, app, open, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const { place, entry } = await nightGrant(app);
  const { value } = await askGateway<RecordAnswer>(
    app,
    `/records/${entry.partition}/${entry.offset}`,
  );
  await open(`/users?on=record/${place}`);
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  const copied = () => page.evaluate(() => navigator.clipboard.readText());
  await panel.getByRole('button', { name: 'Copy place' }).click();
  await expect.poll(copied).toBe(place);
  await panel.getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(copied).toContain(`at=${place}&on=record/${place}`);
  const section = panel.getByRole('region', { name: 'Value' });
  await section.getByRole('button', { name: 'Copy', exact: true }).click();
  await expect.poll(copied).toBe(value?.text);
});

test('moves the playhead to where it stands', async ({ page, app, open }) => {
  const { place } = await nightGrant(app);
  await open(`/users?on=record/${place}`);
  await page.getByRole('button', { name: 'Move the playhead here' }).click();
  await expect.poll(() => positionOf(page)).toBe(place);
  await expect(page.getByRole('button', { name: 'The playhead stands here' })).toBeDisabled();
});

test('says why a record did not decode, and shows its bytes', async ({ page, app, open }) => {
  const { problems } = await askGateway<{ problems: Problem[] }>(app, '/problems?kind=quarantined');
  const [broken] = problems;
  await open(`/users?on=record/p${broken?.partition}:${broken?.offset}`);
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  await expect(panel.getByRole('note')).toContainText(broken?.code ?? 'a code');
  await expect(panel.getByRole('region', { name: 'Value' }).locator('pre')).toContainText('{');
});

test('says so where an offset holds no record', async ({ page, open }) => {
  await open('/users?on=record/p0:999999');
  const panel = page.getByRole('complementary', { name: 'Inspector' });
  await expect(panel).toContainText('No record at p0:999999');
});
