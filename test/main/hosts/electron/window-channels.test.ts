import { describe, expect, it, vi } from 'vitest';
import {
  ContentsDouble,
  double,
  ipcMain,
  type PortDouble,
  portPair,
} from '../../../support/electron-double.ts';
import { useElectronHost } from '../../../support/electron-run.ts';

vi.mock('electron', () => import('../../../support/electron-double.ts'));

describe('the channels of the window', () => {
  const { window } = useElectronHost();

  type Wish = {
    channel?: unknown;
    sender?: unknown;
    senderFrame?: unknown;
    ports?: PortDouble[];
  };
  const openChannel = ({ channel = 'questions', ...change }: Wish = {}): PortDouble => {
    const { page, main } = portPair();
    const { webContents } = window();
    const event = {
      sender: webContents,
      senderFrame: webContents.mainFrame,
      ports: [main],
      ...change,
    };
    ipcMain.emit('open-channel', event, channel);
    return page;
  };
  const isClosed = (page: PortDouble) =>
    new Promise<boolean>((resolve) => {
      page.once('close', () => resolve(true));
      setTimeout(() => resolve(page.isClosed), 100);
    });
  const answer = (page: PortDouble, frame: unknown) =>
    new Promise<unknown>((resolve) => {
      page.once('message', ({ data }: { data: unknown }) => resolve(data));
      page.once('close', () => resolve('closed'));
      page.postMessage(frame);
    });

  it('reach the workers, whose frames pass as they are', async () => {
    expect(await answer(openChannel(), 'frame')).toBe('sample os_user frame');
    expect(await answer(openChannel({ channel: 'orders' }), 'ü "x"')).toBe('sample os_user ü "x"');
  });

  it('reach the host', async () => {
    const frame = JSON.stringify({ i: '1', p: { u: '/host/describe', b: { json: {} } } });
    const said = String(await answer(openChannel({ channel: 'host' }), frame));
    expect(JSON.parse(said)).toMatchObject({
      i: '1',
      p: { b: { json: { kind: 'electron', version: '1.2.3', canPickFile: true } } },
    });
  });

  it('give the path of a file the person chose, null where they changed their mind', async () => {
    const frame = (id: string) =>
      JSON.stringify({ i: id, p: { u: '/host/pickFile', b: { json: {} } } });
    const page = openChannel({ channel: 'host' });
    expect(String(await answer(page, frame('1')))).toContain('"path":null');
    double.chosenFiles = ['/home/me/log.jsonl'];
    expect(String(await answer(page, frame('2')))).toContain('"path":"/home/me/log.jsonl"');
  });

  it.each<[string, () => Wish]>([
    ['another window', () => ({ sender: new ContentsDouble() })],
    ['a frame inside the page', () => ({ senderFrame: { origin: 'app://playhead' } })],
    ['a frame that is gone', () => ({ senderFrame: null })],
    ['a channel there is not', () => ({ channel: 'files' })],
    ['no name at all', () => ({ channel: { toString: () => 'questions' } })],
    ['two ports', () => ({ ports: [portPair().main, portPair().main] })],
  ])('are refused to %s', async (_name, wish) => {
    const page = openChannel(wish());
    const given = wish().ports;
    if (!given) expect(await isClosed(page)).toBe(true);
    expect(page.sent).toEqual([]);
  });

  it('are refused to our window while it shows another origin', async () => {
    const { webContents } = window();
    for (const origin of ['https://evil.example', 'app://playhead.evil', 'null', 'file://']) {
      webContents.mainFrame = { origin };
      expect(await isClosed(openChannel())).toBe(true);
    }
    webContents.mainFrame = { origin: 'app://playhead' };
    expect(await isClosed(openChannel())).toBe(false);
  });

  it('close for a frame over 1 MiB and for one that is no text', async () => {
    for (const frame of ['x'.repeat(1024 * 1024 + 1), { a: 1 }, null, new Uint8Array(3)]) {
      expect(await answer(openChannel(), frame)).toBe('closed');
    }
  });

  it('are 32 at a time', async () => {
    const pages = Array.from({ length: 33 }, () => openChannel());
    const closed = await Promise.all(pages.map(isClosed));
    expect(closed.filter((isIt) => isIt)).toHaveLength(1);
    expect(closed.at(-1)).toBe(true);
  });

  it('close when the worker behind them stops', async () => {
    expect(await answer(openChannel(), 'deaf')).toBe('closed');
  });
});
