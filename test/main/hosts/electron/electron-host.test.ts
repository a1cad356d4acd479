import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { runElectron } from '../../../../src/main/hosts/electron/run-electron.ts';
import {
  app,
  ContentsDouble,
  double,
  ipcMain,
  type PortDouble,
  portPair,
  resetDouble,
} from '../../../support/electron-double.ts';
import { makeRendererFolder } from '../../../support/test-host.ts';

vi.mock('electron', () => import('../../../support/electron-double.ts'));

const stub = new URL('../../../support/stub-worker.mjs', import.meta.url);
const pageUrl = 'app://playhead/';

describe('the Electron host', () => {
  let home: string;
  let renderer: string;
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'playhead-electron-'));
    renderer = makeRendererFolder();
    vi.stubEnv('PLAYHEAD_HOME', home);
  });
  afterAll(() => {
    vi.unstubAllEnvs();
    for (const made of [home, renderer]) rmSync(made, { recursive: true });
  });
  beforeEach(async () => {
    resetDouble();
    await run();
  });
  afterEach(async () => {
    app.quit();
    await expect.poll(() => double.quits).toBeGreaterThan(0);
  });

  const run = () =>
    runElectron({
      urls: { writer: stub, reader: stub },
      renderer,
      preload: '/out/preload/index.cjs',
      version: '1.2.3',
    });
  const window = () => {
    const [first] = double.windows;
    if (!first) throw new Error('There is no window.');
    return first;
  };
  const fetchPage = async (url: string, method = 'GET') => {
    const handler = double.handlers.get('app');
    if (!handler) throw new Error('The scheme has no handler.');
    return handler(new Request(url, { method }));
  };

  it('opens one window that is walled off from Node', () => {
    expect(double.windows).toHaveLength(1);
    expect(window().options.webPreferences).toEqual({
      preload: '/out/preload/index.cjs',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    });
    expect(double.isSandboxed).toBe(true);
  });

  it('shows its own page, never a file', () => {
    expect(window().loaded).toEqual([pageUrl]);
    expect(double.schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
    expect([...double.handlers.keys()]).toEqual(['app']);
    expect(window().isShown).toBe(false);
    window().emit('ready-to-show');
    expect(window().isShown).toBe(true);
  });

  it('answers its scheme with the window’s files and the policy, a new nonce for each page', async () => {
    const [first, second] = [await fetchPage(pageUrl), await fetchPage(pageUrl)];
    const policies = [first, second].map(({ headers }) => headers.get('content-security-policy'));
    const [nonce] = /(?<=nonce-)[^']+/.exec(policies[0] ?? '') ?? [];
    expect(policies[0]).toBe(
      `default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    );
    expect(policies[1]).not.toBe(policies[0]);
    expect(await first.text()).toContain(`content="${nonce}"`);
    const script = await fetchPage('app://playhead/assets/app.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect(script.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it.each([
    'app://other/',
    'app://playhead.evil/',
    'app://playhead/../../etc/passwd',
    'app://playhead/%2e%2e/%2e%2e/etc/passwd',
    'app://playhead/nothing.js',
    'app://playhead:80/',
  ])('answers 404 to %s', async (url) => {
    expect((await fetchPage(url)).status).toBe(404);
  });

  it('answers nothing but GET', async () => {
    expect((await fetchPage(pageUrl, 'POST')).status).toBe(404);
  });

  it('denies every permission but writing text to the clipboard, asked by its own page', () => {
    const asks = [
      'media',
      'geolocation',
      'notifications',
      'clipboard-read',
      'openExternal',
      'fullscreen',
      'hid',
      'serial',
      'usb',
      'midi',
      'pointerLock',
      'display-capture',
      'fileSystem',
      'unknown',
    ];
    const wish = 'clipboard-sanitized-write';
    const request = (permission: string, requestingUrl = pageUrl, isMainFrame = true) => {
      const answers: boolean[] = [];
      const handler = double.session.get('request') as (...args: unknown[]) => void;
      handler(null, permission, (given: boolean) => answers.push(given), {
        requestingUrl,
        isMainFrame,
      });
      return answers;
    };
    const check = double.session.get('check') as (...args: unknown[]) => boolean;
    for (const permission of asks) {
      expect(request(permission)).toEqual([false]);
      expect(check(null, permission, 'app://playhead', {})).toBe(false);
    }
    expect(request(wish)).toEqual([true]);
    expect(request(wish, 'https://evil.example/')).toEqual([false]);
    expect(request(wish, pageUrl, false)).toEqual([false]);
    expect(check(null, wish, 'app://playhead', {})).toBe(true);
    expect(check(null, wish, 'app://playhead/', {})).toBe(true);
    for (const origin of ['https://evil.example', 'app://playhead.evil', 'app://other', '']) {
      expect(check(null, wish, origin, {})).toBe(false);
    }
    expect((double.session.get('device') as () => boolean)()).toBe(false);
  });

  describe.each(['its window', 'contents made by somebody else'])('in %s', (whose) => {
    const contents = () => {
      if (whose === 'its window') return window().webContents;
      const made = new ContentsDouble();
      app.emit('web-contents-created', {}, made);
      return made;
    };

    it.each([
      ['app://playhead/', false],
      ['app://playhead/#/users', false],
      ['app://playhead/other', true],
      ['app://playhead.evil/', true],
      ['app://playhead@evil.example/', true],
      ['https://evil.example/', true],
      ['file:///etc/passwd', true],
      ['javascript:alert(1)', true],
      ['data:text/html,x', true],
      ['not a url', true],
    ])('going to %s is refused: %s', (url, isRefused) => {
      for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
        const preventDefault = vi.fn();
        contents().emit(name, { url, preventDefault });
        expect(preventDefault).toHaveBeenCalledTimes(isRefused ? 1 : 0);
      }
    });

    it('new windows and web views are refused', () => {
      const made = contents();
      for (const url of [pageUrl, 'https://example.org/', 'about:blank']) {
        expect(made.openHandler?.({ url })).toEqual({ action: 'deny' });
      }
      const preventDefault = vi.fn();
      made.emit('will-attach-webview', { preventDefault });
      expect(preventDefault).toHaveBeenCalled();
    });
  });

  describe('channels', () => {
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
      expect(await answer(openChannel({ channel: 'orders' }), 'ü "x"')).toBe(
        'sample os_user ü "x"',
      );
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

  it('brings its window to the front when it is started a second time', () => {
    window().isSmall = true;
    app.emit('second-instance');
    expect([window().isSmall, window().wasFocused]).toEqual([false, true]);
  });

  it('has a menu without a way out of the page', () => {
    const said = JSON.stringify(double.menu);
    expect(said).toContain('editMenu');
    for (const role of ['reload', 'forceReload', 'toggleDevTools', 'viewMenu']) {
      expect(said).not.toContain(role);
    }
  });
});

describe('a second instance', () => {
  it('ends at once and opens nothing', async () => {
    resetDouble();
    double.isOnlyInstance = false;
    const nowhere = pathToFileURL('/nowhere.js');
    const urls = { writer: nowhere, reader: nowhere };
    await runElectron({ urls, renderer: '/nowhere', preload: '', version: '' });
    expect([double.quits, double.windows.length, double.schemes.length]).toEqual([1, 0, 0]);
  });
});

describe('a host that cannot start', () => {
  it('says why in a box and ends', async () => {
    resetDouble();
    const nowhere = pathToFileURL('/nowhere.js');
    const urls = { writer: nowhere, reader: nowhere };
    await runElectron({ urls, renderer: '/nowhere', preload: '', version: '' });
    expect(double.errorBoxes.join()).toMatch(/^Playhead could not start: /);
    await expect.poll(() => double.quits).toBe(1);
  });
});
