import { fileURLToPath } from 'node:url';
import packageInfo from '../../../../package.json' with { type: 'json' };
import { runElectron } from './run-electron.ts';

// Where things stand is known here only: this file and the workers' lie side by side once built.
const at = (path: string) => new URL(path, import.meta.url);

void runElectron({
  urls: { writer: at('./writer.js'), reader: at('./reader.js') },
  renderer: fileURLToPath(at('../renderer')),
  preload: fileURLToPath(at('../preload/index.cjs')),
  version: packageInfo.version,
});
