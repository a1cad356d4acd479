import process from 'node:process';
import { listUsers } from '../src/main/queries/list-users.ts';
import { openReader } from '../src/main/store/read/open-reader.ts';
import { readAhead } from '../src/main/store/read/read-ahead.ts';

/** How long it took from opening a model, ms. */
export type Opened = { readonly firstPage: number; readonly everything: number };

// A process of its own: in the app the thread that opens a model has done nothing before.
const [file = ''] = process.argv.slice(2);
const loaderUrl = new URL('../src/main/workers/loader.ts', import.meta.url);
const begun = performance.now();
const reader = openReader({ file });
const ahead = readAhead(reader, { file, loaderUrl, onFailure: fail });
listUsers(reader, { at: 'head', limit: 100 });
const firstPage = performance.now() - begun;
await ahead.whole;
const opened: Opened = { firstPage, everything: performance.now() - begun };
reader.close();
process.stdout.write(`${JSON.stringify(opened)}\n`);

function fail(error: Error): never {
  throw error;
}
