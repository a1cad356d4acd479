import { rmSync } from 'node:fs';
import process from 'node:process';
import { runServe } from '../../src/main/hosts/browser/run-serve.ts';
import { sourceWorkers } from './source-host.ts';
import { makeRendererFolder } from './test-host.ts';

// `npm run serve` without a build: the same code, with the workers as they stand in the source.
const renderer = makeRendererFolder();
process.once('exit', () => rmSync(renderer, { recursive: true, force: true }));
const place = { urls: sourceWorkers, renderer, version: '0' };
process.exitCode = await runServe(place, process.argv.slice(2));
