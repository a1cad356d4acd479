import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../../../src/main/hosts/browser/command-line.ts';
import { browserOpener } from '../../../src/main/hosts/browser/open-in-browser.ts';
import { dataHome } from '../../../src/main/hosts/data-home.ts';
import { folderNameOf } from '../../../src/main/hosts/workspace-folder.ts';

describe('the command line', () => {
  const read = (...args: string[]) => readCommandLine(args, '/home/me');

  it('names log, folder, port and leave', () => {
    const args = [
      '--log',
      'kafka://b:9092/t',
      '--workspace',
      'ws',
      '--port',
      '4100',
      '--allow-commands',
    ];
    expect(read(...args)).toEqual({
      ok: true,
      value: { log: 'kafka://b:9092/t', workspace: '/home/me/ws', port: 4100, allowCommands: true },
    });
  });

  it('is the sample on a free port, without leave to command, where it says nothing', () => {
    expect(read()).toEqual({
      ok: true,
      value: { log: 'sample', workspace: null, port: 0, allowCommands: false },
    });
  });

  it.each([
    [['--port', '65536'], '--port 65536'],
    [['--port', 'x'], '--port x'],
    [['--port', '-1'], 'port'],
    [['--log', 'ftp://x'], '--log ftp://x'],
    [['--log', 'kafka://b/t'], 'host:port'],
    [['--workspace', ''], '--workspace'],
    [['--unknown'], '--unknown'],
    [['sample'], 'sample'],
  ])('is refused with a sentence for %j', (args, words) => {
    const said = read(...args);
    expect(said).toMatchObject({ ok: false, error: expect.stringContaining(words) });
    expect(said).toMatchObject({ error: expect.stringContaining('Usage: npm run serve -- --log') });
  });
});

describe('the home of workspaces', () => {
  const at = (platform: NodeJS.Platform, env = {}) => dataHome({ env, platform, home: '/home/me' });

  it('is where the platform keeps data, unless PLAYHEAD_HOME says otherwise', () => {
    expect(at('linux')).toBe('/home/me/.local/share/playhead');
    expect(at('linux', { XDG_DATA_HOME: '/data' })).toBe('/data/playhead');
    expect(at('darwin')).toBe('/home/me/Library/Application Support/playhead');
    expect(at('win32', { LOCALAPPDATA: '/local' })).toBe('/local/playhead');
    expect(at('win32', { PLAYHEAD_HOME: '/mine' })).toBe('/mine');
  });
});

describe('the browser of a machine', () => {
  it('is opened where there is a screen and it is wanted', () => {
    expect(browserOpener({ platform: 'linux', env: { DISPLAY: ':0' } })).toEqual(['xdg-open']);
    expect(browserOpener({ platform: 'linux', env: {} })).toBeNull();
    expect(browserOpener({ platform: 'darwin', env: {} })).toEqual(['open']);
    expect(browserOpener({ platform: 'win32', env: {} })?.[0]).toBe('cmd');
    expect(browserOpener({ platform: 'darwin', env: { PLAYHEAD_NO_OPEN: '1' } })).toBeNull();
  });
});

describe('the name of a workspace’s folder', () => {
  it('differs for different logs of the same name and is safe as a file name', () => {
    const names = [
      folderNameOf({ kind: 'file', path: '/a/log.jsonl', topic: null }),
      folderNameOf({ kind: 'file', path: '/b/log.jsonl', topic: null }),
      folderNameOf({ kind: 'file', path: '/b/../../x y*?.jsonl', topic: null }),
      folderNameOf({ kind: 'kafka', brokers: ['a:1'], topic: 'log.jsonl' }),
      folderNameOf({ kind: 'kafka', brokers: ['b:1'], topic: 'log.jsonl' }),
    ];
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(name).toMatch(/^[a-z]+-[a-zA-Z0-9._-]{1,40}-[0-9a-f]{8}$/);
  });
});
