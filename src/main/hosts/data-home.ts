import { join } from 'node:path';

/** What of the surroundings says where data belongs. */
export type Surroundings = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** The person's home folder. */
  readonly home: string;
};

/** Where workspaces live: PLAYHEAD_HOME, else the platform's folder for data of applications. */
export function dataHome({ env, platform, home }: Surroundings): string {
  if (env['PLAYHEAD_HOME']) return env['PLAYHEAD_HOME'];
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'playhead');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'playhead');
  return join(env['XDG_DATA_HOME'] ?? join(home, '.local', 'share'), 'playhead');
}
