import { join } from 'node:path';
import process from 'node:process';
import { noteError, noteLine } from '../../workers/app-log.ts';
import { openRendererFiles } from '../renderer-files.ts';
import { exitCodeOf, sentenceOf } from '../start-trouble.ts';
import { endSignal, userFolder, workspacesHome } from '../surroundings.ts';
import type { WorkerUrls } from '../workspace-pair.ts';
import { createWorkspaces } from '../workspaces.ts';
import { startBrowserHost } from './browser-host.ts';
import { readCommandLine, type ServeChoice } from './command-line.ts';

/** Where the parts of the built app stand. */
export type AppPlace = {
  readonly urls: WorkerUrls;
  /** The folder of the built window. */
  readonly renderer: string;
  readonly version: string;
};

/**
 * The browser host for programs: says where it listens in one line of JSON on standard output, and
 * runs until SIGTERM or SIGINT. Resolves with the exit code: 0 ended cleanly, 1 could not start, 2
 * was asked for something it does not understand.
 */
export async function runServe(place: AppPlace, args: readonly string[]): Promise<number> {
  const choice = readCommandLine(args, userFolder());
  if (!choice.ok) {
    process.stderr.write(`${choice.error}\n`);
    return 2;
  }
  const ended = endSignal();
  try {
    const { host, workspaces } = await openServe(place, choice.value);
    const { api, token } = host;
    process.stdout.write(`${JSON.stringify({ url: host.newLink(), api, token })}\n`);
    await ended;
    await host.close();
    await workspaces.stop();
    return 0;
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}

async function openServe(place: AppPlace, { log, workspace, port, allowCommands }: ServeChoice) {
  const workspaces = createWorkspaces({
    urls: place.urls,
    home: workspace === null ? workspacesHome() : join(workspace, 'more'),
    workingFolder: userFolder(),
    commandsAllowed: allowCommands,
    commandsOnForRun: allowCommands,
    now: Date.now,
    note: noteLine,
  });
  const files = openRendererFiles(place.renderer);
  await workspaces.open({ address: log, ...(workspace === null ? {} : { folder: workspace }) });
  try {
    const token = process.env['PLAYHEAD_TOKEN'] || null;
    const { version } = place;
    const host = await startBrowserHost({
      workspaces,
      files,
      version,
      port,
      token,
      note: noteError,
    });
    return { host, workspaces };
  } catch (error) {
    await workspaces.stop();
    throw error;
  }
}
