import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { app, type BrowserWindow, dialog, session } from 'electron';
import type { ChannelName } from '../../../shared/contract/channels.ts';
import { hostRouter } from '../../rpc/host-router.ts';
import { portServer } from '../../rpc/serve-port.ts';
import { noteError, noteLine } from '../../workers/app-log.ts';
import { dataHome } from '../data-home.ts';
import { openLastWorkspace } from '../open-last-workspace.ts';
import { openRendererFiles } from '../renderer-files.ts';
import { sentenceOf } from '../start-trouble.ts';
import type { WorkerUrls } from '../workspace-pair.ts';
import { createWorkspaces, type Workspaces } from '../workspaces.ts';
import { setAppMenu } from './app-menu.ts';
import { declareAppScheme, serveAppScheme } from './app-protocol.ts';
import { openMainWindow } from './main-window.ts';
import { refuseLeaving, refusePermissions } from './refuse-all.ts';
import { serveWindowChannels } from './window-channels.ts';

/** Where the parts of the built app stand. */
export type ElectronPlace = {
  readonly urls: WorkerUrls;
  /** The folder of the built window. */
  readonly renderer: string;
  /** The path of the preload page. */
  readonly preload: string;
  readonly version: string;
};

/** Runs the app in Electron: one instance, one window, on the workspace that was open last. */
export async function runElectron(place: ElectronPlace): Promise<void> {
  if (!app.requestSingleInstanceLock()) return app.quit();
  app.enableSandbox();
  declareAppScheme();
  app.on('web-contents-created', (_event, contents) => refuseLeaving(contents));
  await app.whenReady();
  refusePermissions(session.defaultSession);
  setAppMenu(process.platform);
  const workspaces = openWorkspaces(place.urls);
  endCleanly(workspaces);
  try {
    serveAppScheme(openRendererFiles(place.renderer));
    await openLastWorkspace(workspaces, noteLine);
    showWindow(place, workspaces);
  } catch (error) {
    noteError(error);
    dialog.showErrorBox('Playhead could not start', sentenceOf(error));
    app.quit();
  }
}

function openWorkspaces(urls: WorkerUrls): Workspaces {
  const { env, platform } = process;
  return createWorkspaces({
    urls,
    home: join(dataHome({ env, platform, home: homedir() }), 'workspaces'),
    workingFolder: process.cwd(),
    commandsAllowed: true,
    commandsOnForRun: false,
    now: Date.now,
    note: noteLine,
  });
}

function showWindow({ preload, version }: ElectronPlace, workspaces: Workspaces): void {
  let window: BrowserWindow | null = null;
  const pickFile = () => chooseFile(window);
  const serveHost = portServer(
    hostRouter({ kind: 'electron', version, pickFile, workspaces }),
    noteError,
  );
  const channels = serveWindowChannels({
    window: () => window?.webContents ?? null,
    connect: (channel: ChannelName): MessagePort => {
      if (channel !== 'host') return workspaces.connect(channel, 'os_user');
      const { port1, port2 } = new MessageChannel();
      serveHost(port2, {});
      return port1;
    },
  });
  workspaces.onChange(channels.closeWorkerChannels);
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
  const made = openMainWindow(preload);
  made.once('closed', () => {
    window = null;
  });
  window = made;
}

async function chooseFile(window: BrowserWindow | null): Promise<string | null> {
  if (!window) return null;
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a file of records',
    properties: ['openFile'],
    filters: [
      { name: 'Lines of JSON', extensions: ['jsonl', 'ndjson', 'json', 'txt'] },
      { name: 'All files', extensions: ['*'] },
    ],
  });
  return filePaths[0] ?? null;
}

/** The app ends when its window closes, and not before the workers put everything away. */
function endCleanly(workspaces: Workspaces): void {
  let isEnded = false;
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (isEnded) return;
    event.preventDefault();
    void workspaces.stop().finally(() => {
      isEnded = true;
      app.quit();
    });
  });
}
