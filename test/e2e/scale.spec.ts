import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp } from '../support/app.ts';
import { fillFileWorkspace } from '../support/file-workspace.ts';
import { expect, plotBox, shown, test } from '../support/page-test.ts';
import { syntheticLog } from '../support/synthetic-log.ts';

const events = 800_000;
const partitions = 50;

test('a log of eight hundred thousand events is scrubbed, and a long look through it is stopped', async ({
  page,
}) => {
  test.setTimeout(180_000);
  const folder = await mkdtemp(join(tmpdir(), 'playhead-scale-'));
  const path = join(folder, 'events.json');
  const app = await startApp({
    log: `file:${path}#users`,
    prepare: (workspace) =>
      fillFileWorkspace(
        { folder: workspace, path, topic: 'users' },
        syntheticLog({ events, partitions, seed: 5 }),
        partitions,
      ),
  });
  try {
    await page.goto(`${await app.freshLink()}&/events`);
    await shown(page);
    await expect(page.getByText(/^800.000 entries at this cut/)).toBeVisible();
    const text = page.getByRole('textbox', { name: /^Text in keys and values/ });
    await text.fill('words that stand nowhere');
    const bar = page.getByRole('progressbar', { name: 'Records looked through' });
    await expect(bar).toBeVisible();
    await expect(page.getByText(/^\d+ % · \d+ k records\/s$/)).toBeVisible();
    await page.getByRole('button', { name: 'Stop', exact: true }).click();
    await expect(page.getByText(/^Stopped at \d+ %: 0 found so far$/)).toBeVisible();
    await expect(bar).toBeHidden();
    await text.fill('"userId":"');
    await expect(page.getByText(/^The newest 1.000 are shown/)).toBeVisible();
    await page.getByRole('button', { name: /^Users / }).click();
    const { x, y, width } = await plotBox(page);
    await page.mouse.move(x + width * 0.9, y);
    await page.mouse.down();
    for (let step = 0; step <= 40; step++) {
      await page.mouse.move(x + width * (0.9 - 0.02 * step), y);
    }
    await page.mouse.up();
    const past = page.getByRole('region', { name: 'Viewing the past' });
    await expect(past).toContainText('before head');
    await expect(page.getByRole('grid', { name: 'Users at the playhead' })).toBeVisible();
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await rm(folder, { recursive: true, force: true });
  }
});
