import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserHost, startBrowserHost } from '../../src/main/hosts/browser/browser-host.ts';
import { openRendererFiles } from '../../src/main/hosts/renderer-files.ts';
import { createWorkspaces, type Workspaces } from '../../src/main/hosts/workspaces.ts';
import { makeRendererFolder } from './test-host.ts';

/** The worker entries as they stand in the source: this Node runs them as they are. */
export const sourceWorkers = {
  writer: new URL('../../src/main/workers/writer.ts', import.meta.url),
  reader: new URL('../../src/main/workers/reader.ts', import.meta.url),
};

/** A browser host over the real workers, in a folder of its own. */
export type SourceHost = {
  readonly host: BrowserHost;
  readonly workspaces: Workspaces;
  readonly folder: string;
  readonly notes: string[];
  /** Asks the gateway; the body is what came, whatever it is. */
  ask(path: string, init?: RequestInit): Promise<{ status: number; body: unknown }>;
  /** Resolves once `/status` says that the log was read to its end. */
  caughtUp(): Promise<void>;
  close(): Promise<void>;
};

type Choice = { readonly address?: string; readonly allowCommands?: boolean };

/** Opens a log (the sample unless told) in a new workspace and serves it. */
export async function openSourceHost(choice: Choice = {}): Promise<SourceHost> {
  const { address = 'sample', allowCommands = true } = choice;
  const folder = mkdtempSync(join(tmpdir(), 'playhead-gateway-'));
  const renderer = makeRendererFolder();
  const notes: string[] = [];
  const workspaces = createWorkspaces({
    urls: sourceWorkers,
    home: join(folder, 'more'),
    workingFolder: folder,
    commandsAllowed: allowCommands,
    commandsOnForRun: allowCommands,
    now: Date.now,
    note: (text) => notes.push(text),
  });
  await workspaces.open({ address, folder: join(folder, 'own') });
  const files = openRendererFiles(renderer);
  const note = (error: unknown) => notes.push(String(error));
  const host = await startBrowserHost({
    workspaces,
    files,
    version: '0',
    port: 0,
    token: null,
    note,
  });
  const ask: SourceHost['ask'] = async (path, init = {}) => {
    const headers = { authorization: `Bearer ${host.token}`, ...init.headers };
    const answer = await fetch(host.api + path, { ...init, headers });
    return { status: answer.status, body: await answer.json() };
  };
  return {
    host,
    workspaces,
    folder,
    notes,
    ask,
    caughtUp: () => untilCaughtUp(ask),
    close: async () => {
      await host.close();
      await workspaces.stop();
      for (const made of [folder, renderer]) rmSync(made, { recursive: true, force: true });
    },
  };
}

async function untilCaughtUp(ask: SourceHost['ask']): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    const { body } = await ask('/status');
    if ((body as { caughtUp: boolean }).caughtUp) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('The log was not read to its end within a minute.');
}
