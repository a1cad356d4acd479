import { startApp } from '../support/app.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { loadSampleTopic } from '../support/kafka-app.ts';
import { expect, shown, test } from '../support/page-test.ts';

test('a topic is found, connected and read to its end, and a role change comes back through it', async ({
  page,
}) => {
  const { connection, topic, release } = await loadSampleTopic(50);
  const app = await startApp();
  try {
    await page.goto(await app.freshLink());
    await shown(page);
    await page.keyboard.press('Control+o');
    await page.getByRole('tab', { name: 'Kafka' }).click();
    await page.getByRole('textbox', { name: 'Brokers' }).fill(connection.brokers.join(','));
    await page.getByRole('textbox', { name: 'Topic' }).fill('no-such-topic');
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText('does not exist on this cluster')).toBeVisible();
    await page.getByRole('button', { name: topic }).click();
    await page.getByRole('button', { name: 'Test connection' }).click();
    await expect(page.getByText(/Works: 50 partitions/)).toBeVisible();
    await page.getByRole('button', { name: 'Connect', exact: true }).click();
    const health = page.getByRole('button', { name: /50 partitions · lag 0/ });
    await expect(health).toBeVisible({ timeout: 60_000 });
    await grant(page);
    const { commands } = await askGateway<{ commands: { status: string }[] }>(app, '/commands');
    expect(commands.map(({ status }) => status)).toEqual(['confirmed']);
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await release();
  }
});

async function grant(page: Parameters<typeof shown>[0]): Promise<void> {
  await page.getByRole('grid', { name: 'Users at the playhead' }).getByRole('row').nth(1).click();
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  await inspector.getByRole('button', { name: 'Change roles' }).click();
  const sheet = page.getByRole('dialog', { name: /^Change roles of/ });
  await sheet.getByRole('textbox', { name: 'Find a role' }).fill('Contractor');
  await sheet.getByRole('checkbox', { name: 'Contractor' }).click();
  await sheet.getByRole('textbox', { name: 'Reason' }).fill('Helps out in June');
  await sheet.getByRole('button', { name: 'Grant Contractor' }).click();
  // The name of the last step stands there from the beginning: its record comes with the end.
  await expect(sheet.getByText('Confirmed', { exact: true })).toBeVisible({ timeout: 30_000 });
}
