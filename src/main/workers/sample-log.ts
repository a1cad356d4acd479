import type { LocalLog } from '../log/local/open-local-log.ts';
import { generateSample } from '../log/sample/generate-sample.ts';

/** The topic of the sample. */
export const sampleTopic = 'sample';

/** How many partitions the sample has. */
export const samplePartitions = 12;

const dayMs = 86_400_000;

/** Fills a new local log with the sample, which ends where today (UTC) began; `now` in ms. Throws where that fails. */
export function fillSample(log: LocalLog, now: number): void {
  if (log.notes.get('sampleFilled') !== null) return;
  // Written down first: filling that was cut short goes on with the same sample another day.
  const end = Number(log.notes.get('sampleEnd') ?? Math.floor(now / dayMs) * dayMs);
  log.notes.set('sampleEnd', String(end));
  const imported = log.importRecords(generateSample({ end, partitions: samplePartitions }));
  if (!imported.ok) throw new Error(`The sample was refused: ${imported.error.text}`);
  log.notes.set('sampleFilled', new Date(now).toISOString());
}
