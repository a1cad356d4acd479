import { fileURLToPath } from 'node:url';
import packageInfo from '../../../../package.json' with { type: 'json' };
import { runServe } from './run-serve.ts';
import { runStart } from './run-start.ts';

// Where things stand is known here only: this file and the workers' lie side by side once built.
const place = {
  urls: {
    writer: new URL('./writer.js', import.meta.url),
    reader: new URL('./reader.js', import.meta.url),
  },
  renderer: fileURLToPath(new URL('../renderer', import.meta.url)),
  version: packageInfo.version,
};

/** `npm run serve`: runs until it is told to end, and resolves with the exit code. */
export const serve = (args: readonly string[]): Promise<number> => runServe(place, args);

/** `npm start` where there is no Electron: the same in a browser. Resolves with the exit code. */
export const start = (): Promise<number> => runStart(place);
