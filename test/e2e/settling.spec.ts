import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { moveOn, newReceipt } from '../../src/main/commands/receipts.ts';
import { openDesk } from '../../src/main/store/desk/open-desk.ts';
import { kafkaAppEnd, startKafkaApp } from '../support/kafka-app.ts';
import { expect, shown, test } from '../support/page-test.ts';
import { openTestProducer } from '../support/transactional-seed.ts';

const house = { protectedRoles: [], ticketPattern: null };

/** Leaves commands in a workspace as a program does that was killed just before it sent them. */
function leaveOpen(folder: string, userIds: readonly string[]): void {
  const desk = openDesk(join(folder, 'desk.db'));
  for (const [n, userId] of userIds.entries()) {
    const data = { userId, roleId: 'auditor' };
    const said = { actor: 'm.okafor', reason: 'Begun before the crash', ticket: null };
    const command = { commandId: randomUUID(), type: 'AssignRoleToUser', data, ...said } as const;
    const began = Date.now() - 60_000 + n;
    const receipt = newReceipt(command, { basis: null, bulkId: null, house }, began);
    desk.commands.save(moveOn(receipt, { status: 'sent' }, began), began);
  }
  desk.close();
}

test('commands an earlier run left open are looked for at the start, and the page says so', async ({
  page,
}, { outputDir }) => {
  let open: Awaited<ReturnType<typeof openTestProducer>> | null = null;
  const { app, stop } = await startKafkaApp(async ({ folder, connection, topic }) => {
    leaveOpen(folder, ['ada', 'bob']);
    // Somebody else's transaction holds back what must be read before anything is certain.
    open = await openTestProducer(connection, topic, randomUUID());
    const first = { timestamp: kafkaAppEnd, key: null, value: null, headers: Buffer.alloc(1) };
    await open.send(1, [first]);
  });
  const other = open as Awaited<ReturnType<typeof openTestProducer>> | null;
  try {
    await page.goto(`${await app.freshLink()}&/commands`);
    await shown(page);
    const band = page.getByText('Looking in the log for 2 of 2 commands an earlier run left open…');
    await expect(band).toBeVisible();
    const commands = page.getByRole('grid', { name: 'Commands' });
    await expect(commands.getByText('Begun before the crash')).toHaveCount(2);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${outputDir}/settling-${colorScheme}.png` });
    }
    await other?.end(false);
    await expect(band).toBeHidden();
    await commands.getByRole('row').nth(1).click();
    const inspector = page.getByRole('complementary', { name: 'Inspector' });
    await expect(inspector).toContainText('Nothing was changed; issue it again');
  } finally {
    await page.goto('about:blank');
    await other?.close();
    await stop();
  }
});
