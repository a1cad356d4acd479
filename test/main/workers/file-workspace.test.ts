import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorkspaces, type Workspaces } from '../../../src/main/hosts/workspaces.ts';
import { openWorkerCaller } from '../../../src/main/rpc/forward-call.ts';
import type { StatusAnswer } from '../../../src/shared/contract/log.ts';
import { sourceWorkers } from '../../support/source-host.ts';

const line = (offset: number, payload = `v${offset}`) =>
  `${JSON.stringify({ topic: 't', partition: 0, offset, tstype: 'create', ts: 1_700_000_000_000, key: 'k', payload })}\n`;

describe('a workspace of a file', { timeout: 60_000 }, () => {
  let folder: string;
  let file: string;
  let workspaces: Workspaces;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'playhead-file-'));
    file = join(folder, 'log.jsonl');
    workspaces = make();
  });
  afterEach(async () => {
    await workspaces.stop();
    rmSync(folder, { recursive: true });
  });

  const make = () =>
    createWorkspaces({
      urls: sourceWorkers,
      home: join(folder, 'home'),
      workingFolder: folder,
      commandsAllowed: true,
      commandsOnForRun: false,
      now: Date.now,
      note: () => {},
    });
  const open = () => workspaces.open({ address: `file:${file}` });
  const reopen = async () => {
    await workspaces.stop();
    workspaces = make();
    await open();
  };
  const status = async (): Promise<StatusAnswer> => {
    const call = openWorkerCaller(() => workspaces.connect('questions', 'os_user'));
    return (await call(['log', 'status'], {}, undefined)) as StatusAnswer;
  };
  const settled = (words: object) => expect.poll(status, { timeout: 20_000 }).toMatchObject(words);

  it('is caught up when the file was read to its end', async () => {
    writeFileSync(file, line(0) + line(1) + line(5));
    await open();
    await settled({
      caughtUp: true,
      paused: null,
      partitions: { 0: { start: 0, next: 6, end: 6 } },
      counts: { quarantined: 3, gap: 3 },
    });
  });

  it('reads on where the file has grown', async () => {
    writeFileSync(file, line(0));
    await open();
    await settled({ caughtUp: true });
    appendFileSync(file, line(1));
    await reopen();
    await settled({ caughtUp: true, partitions: { 0: { next: 2 } } });
  });

  it('stops with the line where the file was changed, and keeps what it read', async () => {
    writeFileSync(file, line(0) + line(1));
    await open();
    await settled({ caughtUp: true });
    writeFileSync(file, line(0) + line(1, 'another value'));
    await reopen();
    await settled({
      caughtUp: false,
      paused: { code: 'file_refused', text: expect.stringMatching(/^Line 2: /) },
      partitions: { 0: { next: 2 } },
    });
  });

  it('keeps what it read where the file is gone, and says so', async () => {
    writeFileSync(file, line(0));
    await open();
    await settled({ caughtUp: true });
    rmSync(file);
    await reopen();
    await settled({ paused: { code: 'file_not_found' }, partitions: { 0: { next: 1 } } });
  });

  it('is not opened where the file is no log, and leaves nothing behind', async () => {
    writeFileSync(file, 'not a line of JSON\n');
    await expect(open()).rejects.toMatchObject({ fault: { code: 'file_refused' } });
    writeFileSync(file, line(0));
    await open();
    await settled({ caughtUp: true });
  });
});
