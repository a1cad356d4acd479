import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findElectron, hasScreen } from '../../scripts/launch/find-electron.mjs';
import { isNewEnough, runAndWait } from '../../scripts/launch/run-on-node.mjs';

describe('the launchers', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'playhead-launch-'));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it.each([
    ['18.20.0', false],
    ['20.20.0', false],
    ['22.13.9', false],
    ['22.14.0', true],
    ['24.0.0', true],
    ['100.0.0', true],
  ])('take Node %s: %s', (version, isFit) => {
    expect(isNewEnough(version)).toBe(isFit);
  });

  it('are plain JavaScript that an old Node can read', () => {
    for (const name of [
      'start.mjs',
      'serve.mjs',
      'launch/run-on-node.mjs',
      'launch/ensure-build.mjs',
    ]) {
      const text = readFileSync(new URL(`../../scripts/${name}`, import.meta.url), 'utf8');
      const imports = [...text.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
      for (const from of imports) expect(from).toMatch(/^(node:|\.\.?\/.*\.mjs$)/);
    }
  });

  it('hand on the exit code of what they run', async () => {
    expect(await runAndWait(process.execPath, ['-e', 'process.exit(7)'])).toBe(7);
    expect(await runAndWait(join(root, 'nothing'), [])).toBe(1);
  });

  it('find Electron by its note, without importing it', () => {
    const folder = join(root, 'node_modules', 'electron');
    mkdirSync(join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'index.js'), 'throw new Error("imported")');
    expect(findElectron(root, {})).toBeNull();
    writeFileSync(join(folder, 'path.txt'), 'electron');
    expect(findElectron(root, {})).toBeNull();
    writeFileSync(join(folder, 'dist', 'electron'), '');
    chmodSync(join(folder, 'dist', 'electron'), 0o755);
    expect(findElectron(root, {})).toBe(join(folder, 'dist', 'electron'));
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: join(root, 'elsewhere') })).toBeNull();
  });

  it('know whether there is a screen', () => {
    expect(hasScreen({}, 'linux')).toBe(false);
    expect(hasScreen({ WAYLAND_DISPLAY: 'w' }, 'linux')).toBe(true);
    expect(hasScreen({}, 'darwin')).toBe(true);
  });
});
