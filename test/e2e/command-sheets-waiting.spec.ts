import { randomUUID } from 'node:crypto';
import { askGateway } from '../support/ask-gateway.ts';
import { kafkaAppEnd, startKafkaApp } from '../support/kafka-app.ts';
import { expect, shown, test } from '../support/page-test.ts';
import { openTestProducer } from '../support/transactional-seed.ts';

test('a command that waits behind an open transaction says so, and can be taken back', async ({
  page,
}) => {
  const { app, connection, topic, stop } = await startKafkaApp();
  const other = await openTestProducer(connection, topic, randomUUID());
  try {
    await page.goto(await app.freshLink());
    await shown(page);
    await page.keyboard.press('n');
    const sheet = page.getByRole('dialog', { name: 'New user' });
    await sheet.getByRole('textbox', { name: 'Username' }).fill('ada.waits');
    await sheet.getByRole('textbox', { name: 'E-mail' }).fill('ada.waits@tolveden.example');
    await sheet.getByRole('textbox', { name: 'Reason' }).fill('Joins the night shift');
    await expect(sheet.getByText('Written behind a fence')).toBeVisible();
    await other.send(1, [
      { timestamp: kafkaAppEnd, key: null, value: Buffer.from('{}'), headers: Buffer.alloc(1) },
    ]);
    await page.keyboard.press('Control+Enter');
    await expect(sheet.getByText('Held back by an open transaction')).toBeVisible();
    await expect(sheet.getByText('1 s', { exact: true })).toBeVisible();
    await sheet.getByRole('button', { name: 'Cancel', exact: true }).click();
    await expect(sheet.getByText('Taken back', { exact: true })).toBeVisible();
    await expect(sheet.getByRole('alert')).toContainText('Nothing was written.');
    await other.end(false);
    await sheet.getByRole('button', { name: 'Back to the form' }).click();
    await expect(sheet.getByRole('textbox', { name: 'Username' })).toHaveValue('ada.waits');
    await expect(sheet.getByRole('button', { name: 'Create ada.waits' })).toBeEnabled();
    await page.keyboard.press('Control+Enter');
    await expect(sheet.getByText('Confirmed', { exact: true })).toBeVisible({ timeout: 30_000 });
    const { commands } = await askGateway<{ commands: { status: string }[] }>(app, '/commands');
    expect(commands.map(({ status }) => status)).toEqual(['confirmed', 'refused']);
  } finally {
    await page.goto('about:blank');
    await other.close();
    await stop();
  }
});
