import { spawn } from 'node:child_process';

/** What of the surroundings says whether there is a browser to open. */
export type Desktop = {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
};

/** The program that opens a link here; null where there is no desktop, or it is not wanted. */
export function browserOpener({ env, platform }: Desktop): readonly [string, ...string[]] | null {
  if (env['PLAYHEAD_NO_OPEN'] === '1') return null;
  if (platform === 'darwin') return ['open'];
  // `start` is a word of the shell, and the first quoted text would be a window's title.
  if (platform === 'win32') return ['cmd', '/c', 'start', ''];
  return env['DISPLAY'] || env['WAYLAND_DISPLAY'] ? ['xdg-open'] : null;
}

/** Opens a link in the person's browser where there is one; says nothing where that fails. */
export function openInBrowser(link: string, desktop: Desktop): void {
  const opener = browserOpener(desktop);
  if (!opener) return;
  const [program, ...args] = opener;
  const child = spawn(program, [...args, link], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
