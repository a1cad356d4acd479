import { join } from 'node:path';
import { catchUp } from './catch-up.ts';
import { printFigure } from './figure.ts';

/** A log of so many events in a file. */
export type SizedLog = { readonly events: number; readonly logFile: string };

/**
 * `growth`: what an event costs by what it costs in a smaller log, everything included. Machines get
 * faster and slower within minutes, so the smaller log is read right before the larger one and right
 * after it.
 */
export async function beginGrowth({ events: fewer, logFile }: SizedLog, folder: string) {
  const modelFile = join(folder, 'smaller.db');
  const read = async () => (1000 * (await catchUp({ source: { logFile }, modelFile })).ms) / fewer;
  const before = await read();
  return {
    /** Takes what an event of the larger log cost, microseconds. */
    async finish(cost: number, events: number): Promise<void> {
      const samples = [before, await read()];
      const mean = samples.reduce((sum, each) => sum + each, 0) / samples.length;
      const figure = { name: `growth from ${fewer}`, events, unit: 'times', ours: [cost / mean] };
      printFigure({ ...figure, goal: { atMost: 1.3 } });
    },
  };
}
