import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../support/app.ts';
import { makeOlderWorkspace } from '../support/older-workspace.ts';
import { expect, test } from '../support/page-test.ts';
import { syntheticLog } from '../support/synthetic-log.ts';

const events = 250_000;
const partitions = 8;

test('a workspace of an older version is brought to the layout of today, with progress, and then shown', async ({
  page,
}, { outputDir }) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'playhead-older-'));
  const path = join(folder, 'events.json');
  const app = await startApp({
    log: `file:${path}#users`,
    untilCaughtUp: false,
    prepare: (workspace) =>
      makeOlderWorkspace(
        { folder: workspace, path, topic: 'users' },
        syntheticLog({ events, partitions, seed: 6 }),
        partitions,
      ),
  });
  try {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.goto(await app.freshLink());
    await expect(page.getByText('Bringing this workspace to the layout')).toBeVisible();
    const bar = page.getByRole('progressbar', { name: 'Records rewritten' });
    await expect(bar).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/);
    await expect(page.getByText('Connection lost')).toBeHidden();
    await page.screenshot({ path: `${outputDir}/rewriting-light.png` });
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.screenshot({ path: `${outputDir}/rewriting-dark.png` });
    const users = page.getByRole('grid', { name: 'Users at the playhead' });
    await expect(users).toBeVisible({ timeout: 120_000 });
    await expect(bar).toBeHidden();
    await expect(page.getByRole('button', { name: /^Events 250.000/ })).toBeVisible();
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
