import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from '../../src/shared/contract/entries.ts';
import { formatPlace } from '../../src/shared/log/position.ts';
import { askGateway } from '../support/ask-gateway.ts';
import { type Asked, serveHttp } from '../support/http-service.ts';
import { type KafkaApp, startKafkaApp } from '../support/kafka-app.ts';
import { startNotifying } from '../support/notifying-process.ts';
import { expect, shown, test } from '../support/page-test.ts';
import { readyForPictures, takePictures } from '../support/take-pictures.ts';

const roleId = 'platform-administrator';

test('a record says which services were told of it, and the log how far telling is', async ({
  page,
}) => {
  await readyForPictures(page);
  const kafka = await startKafkaApp();
  const { app, stop } = kafka;
  const { entries } = await grantsOf(kafka);
  const [refused, told] = entries;
  const telling = await startTelling(kafka, (asked) =>
    asked.body.includes(JSON.stringify(refused?.eventId)) ? 422 : 204,
  );
  const inspector = page.getByRole('complementary', { name: 'Inspector' });
  const services = inspector.getByRole('region', { name: 'Other services' });
  const ask = async (entry: Entry | undefined) => {
    const place = formatPlace(entry?.partition ?? 0, entry?.offset ?? 0);
    await page.goto(`${await app.freshLink()}&/users?on=record/${place}`);
    await shown(page);
    await services.getByRole('button', { name: 'Who was told of it?' }).click();
    await expect(services.getByRole('button', { name: 'Look again' })).toBeVisible();
  };
  try {
    await expect.poll(telling.count).toBe(entries.length);
    // What was answered is put down a moment later.
    await expect.poll(telling.ended).toBe(entries.length);
    await ask(told);
    await expect(services.getByRole('listitem')).toHaveText([
      /^leaversnot told: not asked for, or before it began$/,
      /^securitytold\d+ \w+ \d{4}, /,
    ]);
    await ask(refused);
    await expect(services).toContainText('refused');
    await expect(services).toContainText('It answered 422.');
    await services.scrollIntoViewIfNeeded();
    await takePictures(page, 'told-of-record');
    await page.goto(`${await app.freshLink()}&/log`);
    await shown(page);
    const standing = page.getByRole('region', { name: 'Other services' });
    await standing.getByRole('button', { name: 'Look at them' }).click();
    const all = `security${entries.length - 1} told1 refusedat the end of the log`;
    // How far it came where nobody was told is put down every few seconds.
    await expect(async () => {
      await standing.getByRole('button', { name: 'Look again' }).click();
      await expect(standing).toContainText(all);
    }).toPass({ timeout: 20_000 });
    await standing.scrollIntoViewIfNeeded();
    await takePictures(page, 'told');
    await standing.getByRole('button', { name: /^Open the record/ }).click();
    await expect(inspector).toContainText(
      `Record ${formatPlace(refused?.partition ?? 0, refused?.offset ?? 0)}`,
    );
  } finally {
    await page.goto('about:blank');
    await telling.end();
    await stop();
  }
});

test('a log of this machine has nobody to tell, and asks for nothing', async ({ page, open }) => {
  await open('/log');
  await expect(page.getByRole('region', { name: 'Other services' })).toHaveCount(0);
});

async function grantsOf({ app }: KafkaApp): Promise<{ entries: Entry[] }> {
  const asked = `/events?type=RoleAssignedToUserEvent&roleId=${roleId}`;
  const { events } = await askGateway<{ events: Entry[] }>(app, asked);
  return { entries: events };
}

/** Tells a service of who was given that role, and as another subscription of who was deleted from now on. */
async function startTelling({ connection, topic }: KafkaApp, statusOf: (asked: Asked) => number) {
  const asked: Asked[] = [];
  const service = await serveHttp((request, response) => {
    asked.push(request);
    response.writeHead(statusOf(request)).end();
  });
  const folder = mkdtempSync(join(tmpdir(), 'playhead-told-'));
  const file = join(folder, 'told.json');
  const to = { kind: 'http', url: service.url };
  const security = { id: 'security', events: ['RoleAssignedToUserEvent'], roles: [roleId] };
  const leavers = { id: 'leavers', events: ['UserDeletedEvent'], from: 'end', to };
  writeFileSync(
    file,
    JSON.stringify({ subscriptions: [{ ...security, from: 'start', to }, leavers] }),
  );
  const address = `kafka://${connection.brokers.join(',')}/${topic}`;
  const copy = startNotifying(['--log', address, '--subscriptions', file]);
  return {
    count: () => asked.length,
    ended: () => copy.said.filter(({ kind }) => kind === 'told' || kind === 'refused').length,
    end: async () => {
      await copy.end('SIGTERM');
      await service.close();
      rmSync(folder, { recursive: true });
    },
  };
}
