import type { Page } from '@playwright/test';
import type { BulkCard } from '../../src/shared/contract/bulks.ts';
import { type RunningApp, startApp } from '../support/app.ts';
import { askGateway } from '../support/ask-gateway.ts';
import {
  chooseRole,
  dryRun,
  inspector,
  openFreshSheet,
  paste,
  running,
  sayWhy,
  sheet,
} from '../support/bulk-page.ts';
import { userCreated, writeFileLog } from '../support/file-log.ts';
import { expect, shown, test } from '../support/page-test.ts';

/** How often a role was granted to anybody, in the whole log. */
async function grantsOf(app: RunningApp, roleId: string): Promise<number> {
  const question = `/events?roleId=${roleId}&type=RoleAssignedToUserEvent&limit=1`;
  return (await askGateway<{ total: number }>(app, question)).total;
}

test('a bulk is stopped in its middle, runs again, and does nothing twice', async ({ page }) => {
  test.setTimeout(180_000);
  await inCrowd(page, 800, async (app, ids) => {
    await startReading(page, ids);
    await expect(running(page).getByText('lines/s')).toBeVisible();
    await expect(running(page).getByRole('gridcell', { name: 'confirmed' }).first()).toBeVisible();
    await running(page).getByRole('button', { name: 'Stop' }).click();
    await expect(running(page).getByRole('button', { name: 'Run again' })).toBeVisible();
    const { bulks } = await askGateway<{ bulks: BulkCard[] }>(app, '/bulks');
    const stopped = bulks[0]?.counts;
    expect(stopped?.waiting).toBeGreaterThan(0);
    expect(stopped?.confirmed).toBeGreaterThan(0);
    await running(page).getByRole('button', { name: 'Run again' }).click();
    await expect(running(page).getByRole('button', { name: 'Stop' })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(running(page)).toBeHidden();
    // It goes on by itself; the title bar says so, and leads back to it.
    const chip = page.getByRole('button', { name: /^Bulk .* %$/ });
    await chip.click();
    await expect(inspector(page)).toContainText('Grant Reader to 800 users');
    await expect(inspector(page).getByRole('status')).toContainText(
      '800 lines written, 0 refused',
      { timeout: 90_000 },
    );
    await expect(chip).toBeHidden();
    expect(await grantsOf(app, 'reader')).toBe(800);
  });
});

test('five thousand lines are listed, looked at and started without holding up the window', async ({
  page,
}, { outputDir }) => {
  test.setTimeout(180_000);
  await inCrowd(page, 5_000, async (_app, ids) => {
    await startReading(page, ids);
    await expect(running(page).getByText('lines/s')).toBeVisible({ timeout: 20_000 });
    expect(await longestPause(page)).toBeLessThan(500);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.screenshot({ path: `${outputDir}/running-${colorScheme}.png` });
    }
    await running(page).getByRole('button', { name: 'Stop' }).click();
    await expect(running(page).getByRole('button', { name: 'Run again' })).toBeVisible({
      timeout: 30_000,
    });
  });
});

type Visit = (app: RunningApp, ids: readonly string[]) => Promise<void>;

/** Opens the commands of a log of many users, and of one role that nobody holds. */
async function inCrowd(page: Page, count: number, visit: Visit): Promise<void> {
  const ids = Array.from({ length: count }, (_none, n) => `many-${n}`);
  const role = { roleId: 'reader', name: 'Reader', permissions: [] };
  const log = await writeFileLog([
    { partition: 0, type: 'RoleCreatedEvent', data: role },
    ...ids.map((id, n) => userCreated(id, n % 4)),
  ]);
  const app = await startApp({ log: log.address });
  try {
    await page.goto(`${await app.freshLink()}&/commands`);
    await shown(page);
    await visit(app, ids);
  } finally {
    await page.goto('about:blank');
    await app.stop();
    await log.remove();
  }
}

/** Names all of them, looks at the dry run, and grants the role. */
async function startReading(page: Page, ids: readonly string[]): Promise<void> {
  await openFreshSheet(page);
  await chooseRole(page, 'Reader');
  await paste(page, ids.join(' '));
  const go = sheet(page).getByRole('button', { name: /^Grant Reader to [\d\s]+ users$/ });
  await expect(go).toBeEnabled({ timeout: 30_000 });
  await dryRun(page).focus();
  await page.keyboard.press('PageDown');
  expect(await dryRun(page).getByRole('row').count()).toBeLessThan(60);
  await sayWhy(page, 'Everybody reads');
  await go.click();
}

/** The longest time between two frames of two seconds, ms. */
function longestPause(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((settle) => {
        let longest = 0;
        let before = performance.now();
        const end = before + 2_000;
        const frame = (now: number) => {
          longest = Math.max(longest, now - before);
          before = now;
          if (now > end) settle(longest);
          else requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      }),
  );
}
