import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { startApp } from '../support/app.ts';
import { freshTopic, namedBrokers, whyNoBroker } from '../support/kafka-broker.ts';
import { apiKeys } from '../support/kafka-proxy.ts';
import { expect, test } from '../support/page-test.ts';
import { startProxiedBroker } from '../support/proxied-broker.ts';
import { beginGrant } from '../support/role-change-page.ts';
import { created, roleCreated, testLog } from '../support/test-log.ts';

const roleId = 'night-desk';

// The fence keeps Playheads apart; a program that knows nothing of it may still write in between.
test('a change that another program overtook is shown as raced, with what came between', async ({
  page,
}, { outputDir }) => {
  test.setTimeout(180_000);
  const why = namedBrokers ? 'a broker of its own is needed' : await whyNoBroker();
  test.skip(why !== null, why ?? '');
  const broker = await startProxiedBroker();
  const topic = await freshTopic(broker.owner, 3);
  const loader = openKafkaLoader(broker.owner, topic);
  const story = [
    { p: 1, s: 1, event: created('ada') },
    { p: 2, s: 2, event: roleCreated(roleId) },
  ];
  await loader.load(testLog(story));
  const { proxy, connection } = broker.plain;
  const app = await startApp({ log: `kafka://${connection.brokers.join(',')}/${topic}` });
  try {
    const { inspector, sheet } = await beginGrant(page, app, { userId: 'ada', roleId });
    proxy.onRequest(apiKeys.produce, async () => {
      proxy.clear();
      const data = { userId: 'ada', roleId };
      const event = { type: 'RoleAssignedToUserEvent', data } as const;
      const headers = { ce_authid: 'r.silva' };
      await loader.load(testLog([{ p: 1, s: 9, id: 'rival', event, headers }], { 1: 1 }));
      return 'pass' as const;
    });
    await sheet.getByRole('button', { name: `Grant ${roleId}` }).click();
    await expect(sheet.getByText('Raced by another change')).toBeVisible({ timeout: 30_000 });
    await expect(sheet).toContainText('r.silva');
    await sheet.getByRole('button', { name: 'Open receipt' }).click();
    await expect(inspector.getByText('raced', { exact: true })).toBeVisible();
    await expect(inspector).toContainText('r.silva');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${outputDir}/raced-${colorScheme}.png` });
    }
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await loader.close();
    await broker.stop();
  }
});
