import { homedir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { dataHome } from './data-home.ts';

const orphanCheckMs = 200;

/** The folder the person stood in: npm goes to the package's own before it runs a script. */
export function userFolder(): string {
  const { INIT_CWD: from } = process.env;
  return isRunByNpm() && from ? from : process.cwd();
}

/** Where workspaces live that were given no folder. */
export function workspacesHome(): string {
  const { env, platform } = process;
  return join(dataHome({ env, platform, home: homedir() }), 'workspaces');
}

/**
 * Resolves when the app is told to end: SIGINT, SIGTERM, or, where npm started it, the end of npm,
 * which would leave it running with the workspace's lock and nobody to talk to.
 */
export function endSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    const parent = process.ppid;
    if (isRunByNpm()) {
      setInterval(() => process.ppid !== parent && resolve(), orphanCheckMs).unref();
    }
  });
}

function isRunByNpm(): boolean {
  const { npm_lifecycle_event: script } = process.env;
  return script === 'serve' || script === 'start' || script === 'notify';
}
