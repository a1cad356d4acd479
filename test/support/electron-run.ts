import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest';
import { runElectron } from '../../src/main/hosts/electron/run-electron.ts';
import { app, double, resetDouble } from './electron-double.ts';
import { makeRendererFolder } from './test-host.ts';

/** The Electron host on its double and on stub workers, started anew for each test of the suite it is called in. */
export function useElectronHost() {
  const stub = new URL('./stub-worker.mjs', import.meta.url);
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
    const urls = { writer: stub, reader: stub };
    await runElectron({ urls, renderer, preload: '/out/preload/index.cjs', version: '1.2.3' });
  });
  afterEach(async () => {
    app.quit();
    await expect.poll(() => double.quits).toBeGreaterThan(0);
  });
  return {
    window: () => {
      const [first] = double.windows;
      if (!first) throw new Error('There is no window.');
      return first;
    },
  };
}
