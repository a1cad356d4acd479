import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import process from 'node:process';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/**
 * Finds a Chromium for the page tests, or installs Debian's where this user may. Gives
 * `{ path }`, or `{ why }` in a sentence where there is none.
 */
export function findChromium() {
  const named = process.env.PLAYHEAD_CHROMIUM;
  if (named) return existsSync(named) ? { path: named } : { why: `There is no ${named}.` };
  return present() ?? install();
}

function present() {
  const path = places.find((place) => existsSync(place));
  return path ? { path } : null;
}

function install() {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/usr/bin/apt-get')) {
    return {
      why: 'No Chromium was found, and this user cannot install one. Install chromium, or name one in PLAYHEAD_CHROMIUM.',
    };
  }
  process.stdout.write('\n== Installing Chromium with apt-get\n');
  apt(['update', '-qq']);
  apt(['install', '-y', '-qq', '--no-install-recommends', 'chromium']);
  return present() ?? { why: 'No Chromium was found, and apt-get could not install one.' };
}

function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', args, { stdio: ['ignore', 'ignore', 'inherit'], env });
}
