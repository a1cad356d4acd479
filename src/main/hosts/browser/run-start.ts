import process from 'node:process';
import { createInterface } from 'node:readline';
import { noteError, noteLine } from '../../workers/app-log.ts';
import { openLastWorkspace } from '../open-last-workspace.ts';
import { openRendererFiles } from '../renderer-files.ts';
import { exitCodeOf, sentenceOf } from '../start-trouble.ts';
import { endSignal, userFolder, workspacesHome } from '../surroundings.ts';
import { createWorkspaces } from '../workspaces.ts';
import { type BrowserHost, startBrowserHost } from './browser-host.ts';
import { openInBrowser } from './open-in-browser.ts';
import type { AppPlace } from './run-serve.ts';

/** The app in a browser, for a person: prints a link, opens it where there is a browser, and a new one on Enter. */
export async function runStart(place: AppPlace): Promise<number> {
  const ended = endSignal();
  const workspaces = createWorkspaces({
    urls: place.urls,
    home: workspacesHome(),
    workingFolder: userFolder(),
    commandsAllowed: true,
    commandsOnForRun: false,
    now: Date.now,
    note: noteLine,
  });
  try {
    const files = openRendererFiles(place.renderer);
    await openLastWorkspace(workspaces, noteLine);
    const { version } = place;
    const host = await startBrowserHost({
      workspaces,
      files,
      version,
      port: 0,
      token: null,
      note: noteError,
    });
    greet(host);
    await ended;
    await host.close();
    return 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  } finally {
    await workspaces.stop();
  }
}

function greet(host: BrowserHost): void {
  const link = host.newLink();
  process.stdout.write(`Playhead is open at ${link}\n`);
  process.stdout.write(
    'The link works once, for a minute. Press Enter for a new one, Ctrl C to end.\n',
  );
  openInBrowser(link, process);
  const lines = createInterface({ input: process.stdin });
  lines.on('line', () => process.stdout.write(`${host.newLink()}\n`));
}
