import type { Page } from '@playwright/test';
import { startApp } from '../support/app.ts';
import { startKafkaApp } from '../support/kafka-app.ts';
import { expect, shown, test } from '../support/page-test.ts';

const edge = (page: Page) => page.getByTestId('safety-edge');

test('a shared log is written to only after a person was shown which, and the window says so all the while', async ({
  page,
}, { outputDir }) => {
  const { app, connection, topic, stop } = await startKafkaApp();
  try {
    await page.goto(await app.freshLink());
    await shown(page);
    // `serve --allow-commands` turns commands on for its run: a person's way begins with off.
    await page.getByRole('button', { name: /^Writing to .*: turn commands off$/ }).click();
    await expect(edge(page)).toBeHidden();
    await page.getByRole('button', { name: 'Commands off: turn them on' }).click();
    const dialog = page.getByRole('dialog', { name: 'Write to this cluster?' });
    await expect(dialog).toContainText(topic);
    await expect(dialog).toContainText(connection.brokers[0] ?? '');
    await expect(dialog.getByRole('button', { name: 'Stay read-only' })).toBeFocused();
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
    await expect(edge(page)).toBeHidden();
    await fromTheSheet(page, topic);
    await expect(edge(page)).toBeVisible();
    const chip = page.getByRole('button', { name: new RegExp(`^Writing to ${topic} @ .+: turn`) });
    await expect(chip).toBeVisible();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      for (const width of [1440, 1024]) {
        await page.setViewportSize({ width, height: width === 1440 ? 900 : 700 });
        await page.screenshot({ path: `${outputDir}/edge-${colorScheme}-${width}.png` });
      }
    }
    await page.goto(`${await app.freshLink()}&/users?at=2026-03-01T00:00:00Z`);
    await shown(page);
    await expect(edge(page)).toBeVisible();
    await expect(page.getByRole('button', { name: /^off in the past/ })).toBeVisible();
    await page.getByRole('button', { name: /^off in the past/ }).click();
    await expect(edge(page)).toBeHidden();
  } finally {
    await page.goto('about:blank');
    await stop();
  }
});

/** The sheet's own offer goes through the same question, which lies over the sheet. */
async function fromTheSheet(page: Page, topic: string): Promise<void> {
  await page.getByRole('grid', { name: 'Users at the playhead' }).getByRole('row').nth(1).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Change roles' }).click();
  const sheet = page.getByRole('dialog', { name: /^Change roles of/ });
  await sheet.getByRole('button', { name: 'Turn commands on' }).click();
  const dialog = page.getByRole('dialog', { name: 'Write to this cluster?' });
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(sheet).toBeVisible();
  await sheet.getByRole('button', { name: 'Turn commands on' }).click();
  await dialog.getByRole('button', { name: `Turn commands on for ${topic}` }).click();
  await expect(dialog).toBeHidden();
  await expect(sheet.getByText('Commands are off')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
}

test('the log of this machine has no edge; one press turns commands off, one on again', async ({
  page,
  open,
}) => {
  await open();
  await expect(edge(page)).toBeHidden();
  await page.getByRole('button', { name: 'Commands on: turn them off' }).click();
  await page.getByRole('button', { name: 'Commands off: turn them on' }).click();
  await expect(page.getByRole('button', { name: 'Commands on: turn them off' })).toBeVisible();
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('in the past the chip says that commands are off, and leads to head', async ({
  page,
  open,
}) => {
  await open('/users?at=2026-08-06T04:00:00Z');
  await page.getByRole('button', { name: 'Commands off in the past: go live' }).click();
  await expect(page.getByRole('region', { name: 'Live', exact: true })).toBeVisible();
});

test('the rules of the workspace are set in the settings, kept at once, and asked for by sheets', async ({
  page,
}) => {
  // Its own app: settings are kept, and other pages are tested without them.
  const app = await startApp();
  try {
    await page.goto(`${await app.freshLink()}&/commands`);
    await shown(page);
    await setRules(page);
  } finally {
    await page.goto('about:blank');
    await app.stop();
  }
});

async function setRules(page: Page): Promise<void> {
  await page.keyboard.press(',');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const pattern = settings.getByRole('textbox', { name: 'Ticket pattern' });
  await pattern.fill('INC-#|');
  await expect(settings.getByText('One of its forms is empty')).toBeVisible();
  await pattern.fill('INC-#|CHG-#');
  await expect(settings.getByText('A ticket such as INC-4412 or CHG-4412 fits.')).toBeVisible();
  await pattern.press('Enter');
  await expect(settings.getByText('Saved')).toBeVisible();
  await settings.getByRole('combobox', { name: 'Protected roles' }).click();
  await page.getByRole('option', { name: 'Auditor' }).click();
  await expect(settings.getByText('Saved')).toHaveCount(2);
  await page.reload();
  await shown(page);
  await page.keyboard.press(',');
  await expect(pattern).toHaveValue('INC-#|CHG-#');
  await expect(settings.getByText('Auditor', { exact: true })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Change many users…' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Change many users' });
  await expect(sheet.getByRole('textbox', { name: 'Ticket' })).toHaveAttribute(
    'placeholder',
    'INC-4412 or CHG-4412',
  );
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await page.keyboard.press(',');
  await expect(pattern).toHaveValue('INC-#|CHG-#');
  await pattern.fill('');
  await pattern.press('Enter');
  await expect(settings.getByText('A change needs no ticket.')).toBeVisible();
  await expect(settings.getByText('Saved')).toBeVisible();
}
