import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ChildOrder } from './ingest-child.ts';
import { hashReadModel } from './read-model-dump.ts';

/** What was done to the reader, and the hashes of what came of it. */
export type KillReport = {
  readonly kills: number;
  /** Commits of the run nobody disturbed. */
  readonly commits: number;
  readonly whole: Readonly<Record<string, string>>;
  readonly killed: readonly Readonly<Record<string, string>>[];
};

export type KillPlan = {
  readonly folder: string;
  readonly log: ChildOrder['log'];
  readonly kills: number;
  readonly batchBytes: number;
  /** Numbers from 0 to 1. */
  readonly random: () => number;
};

/** How much is read, and how often it is killed; the sizes of the promise with PLAYHEAD_FORCE=full. */
export function killSizes(usual: { readonly events: number; readonly kills: number }) {
  const { PLAYHEAD_FORCE, PLAYHEAD_KILL_EVENTS, PLAYHEAD_KILLS, PLAYHEAD_SEED } = process.env;
  const sizes = PLAYHEAD_FORCE === 'full' ? { events: 300_000, kills: 10 } : usual;
  const events = Number(PLAYHEAD_KILL_EVENTS ?? sizes.events);
  return {
    events,
    kills: Number(PLAYHEAD_KILLS ?? sizes.kills),
    seed: Number(PLAYHEAD_SEED ?? Date.now() % 1_000_000),
    // Some forty commits, whatever the size of the log.
    batchBytes: Math.max(96 * 1024, Math.ceil((events * 455) / 40)),
    timeoutMs: Math.max(120_000, events * 5),
  };
}

const childFile = fileURLToPath(new URL('./ingest-child.ts', import.meta.url));

/**
 * Reads a log once without interruption, then again and again in processes that are killed
 * (SIGKILL) at random moments after their first commit and before their last, until so many kills
 * struck; every read model that was read to its end after kills is hashed.
 */
export async function killIngest(plan: KillPlan): Promise<KillReport> {
  const order = (name: string): ChildOrder => ({
    readFile: join(plan.folder, name),
    batchBytes: plan.batchBytes,
    log: plan.log,
  });
  const whole = await runChild(order('whole.db'), null);
  const killed: Readonly<Record<string, string>>[] = [];
  let kills = 0;
  for (let round = 0; kills < plan.kills; round++) {
    const name = `killed-${round}.db`;
    let struck = 0;
    for (let isDone = false; !isDone; ) {
      const mayKill = kills + struck < plan.kills;
      const after = mayKill ? plan.random() * (whole.ms / 6) : null;
      isDone = (await runChild(order(name), after)).isDone;
      if (!isDone) struck++;
    }
    kills += struck;
    killed.push(hashReadModel(join(plan.folder, name)));
  }
  const hashes = hashReadModel(join(plan.folder, 'whole.db'));
  return { kills, commits: whole.commits, whole: hashes, killed };
}

type Run = { isDone: boolean; commits: number; ms: number };

/** Runs a reader; kills it `killAfterMs` after its first commit, unless that is null. */
async function runChild(order: ChildOrder, killAfterMs: number | null): Promise<Run> {
  const child = spawn(process.execPath, [childFile, JSON.stringify(order)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const run: Run = { isDone: false, commits: 0, ms: 0 };
  let firstAt = 0;
  const exited = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line === 'done') run.isDone = true;
    if (line !== 'commit') continue;
    run.commits++;
    if (run.commits === 1) {
      firstAt = performance.now();
      if (killAfterMs !== null) killLater(child, killAfterMs);
    }
    run.ms = performance.now() - firstAt;
  }
  const [code, signal] = (await exited) as [number | null, NodeJS.Signals | null];
  if (signal !== 'SIGKILL' && code !== 0) throw new Error(`The reader ended with ${code}.`);
  return run;
}

function killLater(child: ChildProcess, ms: number): void {
  const timer = setTimeout(() => child.kill('SIGKILL'), ms);
  child.once('exit', () => clearTimeout(timer));
}
