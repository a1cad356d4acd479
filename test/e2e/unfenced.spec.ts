import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guardedUsers } from '../../scripts/kafka/broker-settings.ts';
import { openKafkaLoader } from '../../src/main/log/kafka/open-kafka-loader.ts';
import { startApp } from '../support/app.ts';
import { freshTopic, namedBrokers, whyNoBroker } from '../support/kafka-broker.ts';
import { expect, test } from '../support/page-test.ts';
import { startProxiedBroker } from '../support/proxied-broker.ts';
import { beginGrant } from '../support/role-change-page.ts';
import { created, roleCreated, testLog } from '../support/test-log.ts';
import { grant } from '../support/topic-rights.ts';

test('who may not use the transactional id is told so before and after a change', async ({ page }, {
  outputDir,
}) => {
  test.setTimeout(180_000);
  const why = namedBrokers ? 'a broker of its own is needed' : await whyNoBroker();
  test.skip(why !== null, why ?? '');
  const broker = await startProxiedBroker();
  const secrets = await mkdtemp(join(tmpdir(), 'playhead-secret-'));
  const password = join(secrets, 'password');
  await writeFile(password, guardedUsers.clerk);
  const topic = await freshTopic(broker.owner, 3);
  const may = ['READ', 'WRITE', 'DESCRIBE'] as const;
  await grant(broker.owner, [{ user: 'clerk', may, what: 'TOPIC', prefix: 'playhead-test-' }]);
  const loader = openKafkaLoader(broker.owner, topic);
  await loader.load(
    testLog([
      { p: 1, s: 1, event: created('ada') },
      { p: 2, s: 2, event: roleCreated('night-desk') },
    ]),
  );
  await loader.close();
  const { brokers } = broker.guarded.connectAs('clerk');
  const app = await startApp({
    log: `kafka://${brokers.join(',')}/${topic}`,
    surroundings: {
      PLAYHEAD_KAFKA_USERNAME: 'clerk',
      PLAYHEAD_KAFKA_PASSWORD_FILE: password,
      PLAYHEAD_KAFKA_MECHANISM: 'plain',
    },
  });
  try {
    const { inspector, sheet } = await beginGrant(page, app, {
      userId: 'ada',
      roleId: 'night-desk',
    });
    await expect(sheet).toContainText('may not use Playhead’s transactional id');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${outputDir}/rehearsal-${colorScheme}.png` });
    }
    await sheet.getByRole('button', { name: 'Grant night-desk' }).click();
    await expect(sheet.getByRole('button', { name: 'Open receipt' })).toBeVisible({
      timeout: 30_000,
    });
    await sheet.getByRole('button', { name: 'Open receipt' }).click();
    await expect(inspector.getByText('confirmed', { exact: true }).first()).toBeVisible();
    await expect(inspector).toContainText('Without a fence');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${outputDir}/receipt-${colorScheme}.png` });
    }
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await broker.stop();
    await rm(secrets, { recursive: true });
  }
});
