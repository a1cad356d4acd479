import { pathToFileURL } from 'node:url';
import { describe, expect, it, vi } from 'vitest';
import { runElectron } from '../../../../src/main/hosts/electron/run-electron.ts';
import { app, ContentsDouble, double, resetDouble } from '../../../support/electron-double.ts';
import { useElectronHost } from '../../../support/electron-run.ts';

vi.mock('electron', () => import('../../../support/electron-double.ts'));

const pageUrl = 'app://playhead/';

describe('the Electron host', () => {
  const { window } = useElectronHost();
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
