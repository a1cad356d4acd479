import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openThreadedStore } from '../../../src/main/store/write/open-threaded-store.ts';

const writerUrl = new URL('../../../src/main/workers/store-writer.ts', import.meta.url);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'playhead-store-writer-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** How far each thread of this process stands back behind others, by its number. */
function niceOfThreads(): Map<string, number> {
  const threads = readdirSync('/proc/self/task').map((thread) => {
    const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
    // The name of the program, which may hold blanks, ends with the last bracket; nice is the 17th after it.
    return [thread, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])] as const;
  });
  return new Map(threads);
}

describe.runIf(process.platform === 'linux')('the thread that writes', () => {
  it('stands back behind whoever asks, and nobody else does', async () => {
    const before = niceOfThreads();
    const store = openThreadedStore({ file: join(folder, 'read.db'), writerUrl });
    const fresh = () => [...niceOfThreads()].filter(([thread]) => !before.has(thread));
    await expect.poll(() => fresh().map(([, nice]) => nice)).toContain(10);
    expect(fresh().filter(([, nice]) => nice === 10)).toHaveLength(1);
    const own = readlinkSync('/proc/thread-self').split('/').at(-1) ?? '';
    expect(niceOfThreads().get(own)).toBe(before.get(own));
    await store.close();
  });
});
