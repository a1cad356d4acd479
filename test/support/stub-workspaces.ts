import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { createWorkspaces, type Workspaces } from '../../src/main/hosts/workspaces.ts';
import type { Fault } from '../../src/shared/contract/fault.ts';

/** How the workers of a folder behave instead of starting. */
export type StubPlan = {
  readonly throws?: string;
  readonly fault?: Fault;
  /** What a writer says it is at, and for how long. */
  readonly preparing?: { readonly percent: number; readonly ms: number };
  /** The same, and then it cannot be started all the same. */
  readonly late?: Fault;
};

/** A host's workspaces over stub workers, in a folder of their own. */
export type StubWorkspaces = {
  readonly workspaces: Workspaces;
  readonly home: string;
  readonly notes: string[];
  /** Says how the workers of this folder below home behave from now on. */
  plan(name: string, plan: StubPlan): void;
  /** What the workers of this folder did so far, in order. */
  trace(name: string): string[];
  close(): Promise<void>;
};

/** Makes workspaces whose workers are stubs. */
export function openStubWorkspaces(): StubWorkspaces {
  const home = mkdtempSync(join(tmpdir(), 'playhead-home-'));
  const url = new URL('./stub-worker.mjs', import.meta.url);
  const notes: string[] = [];
  const workspaces = createWorkspaces({
    urls: { writer: url, reader: url },
    home,
    workingFolder: '/somewhere',
    commandsAllowed: true,
    commandsOnForRun: false,
    now: () => Date.UTC(2026, 0, 1) + notes.length,
    note: (text) => notes.push(text),
  });
  return {
    workspaces,
    home,
    notes,
    plan: (name, plan) => {
      mkdirSync(join(home, name), { recursive: true });
      writeFileSync(join(home, name, 'plan.json'), JSON.stringify(plan));
    },
    trace: (name) =>
      readFileSync(join(home, name, 'trace.txt'), 'utf8')
        .trim()
        .split('\n'),
    close: async () => {
      await workspaces.stop();
      rmSync(home, { recursive: true });
    },
  };
}

/** Sends a frame and resolves with the answer, or `closed` where the port closes first. */
export function ask(port: MessagePort, frame: string): Promise<string> {
  return new Promise((resolve) => {
    port.once('message', resolve);
    port.once('close', () => resolve('closed'));
    port.postMessage(frame);
  });
}
