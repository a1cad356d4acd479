import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { allColumns, userRowsOf } from '../src/main/store/read/event-columns.ts';
import { openReader } from '../src/main/store/read/open-reader.ts';
import { printFigure } from './figure.ts';
import type { Opened } from './open-process.ts';
import { inOwnProcess } from './own-process.ts';

/**
 * `open.first_page`: from opening a read model to the first page of users at head.
 * `open.everything`: to all being in memory that questions go through. `columns.memory`: what the
 * event columns take.
 */
export async function benchOpening(file: string, events: number): Promise<void> {
  await measureColumns(file, events);
  const { firstPage, everything } = await inOwnProcess<Opened>('open-process', [file]);
  const big = events >= 5e6;
  const unit = 'ms';
  const soon = big ? { atMost: 1000 } : undefined;
  printFigure({ name: 'open.first_page', events, unit, ours: [firstPage], goal: soon });
  const later = big ? { atMost: 4000 } : undefined;
  printFigure({ name: 'open.everything', events, unit, ours: [everything], goal: later });
}

async function measureColumns(file: string, events: number): Promise<void> {
  const reader = openReader({ file });
  const before = await arrayBytes();
  const loaded = reader.withSnapshot((snapshot) => {
    const all = allColumns(snapshot);
    for (const { partition } of all) userRowsOf(snapshot, partition).of(1);
    return all.reduce((sum, { length }) => sum + length, 0);
  });
  const ours = [((await arrayBytes()) - before) / loaded];
  reader.close();
  const goal = { atMost: 27 };
  printFigure({ name: 'columns.memory', events, unit: 'bytes/event', ours, goal });
}

setFlagsFromString('--expose-gc');
const sweepMs = 200;
const collectGarbage = runInNewContext('gc') as () => void;

/** What arrays take; those nobody holds are freed a while after they were found to be so, beside all else. */
async function arrayBytes(): Promise<number> {
  collectGarbage();
  await sleep(sweepMs);
  collectGarbage();
  return process.memoryUsage().arrayBuffers;
}
