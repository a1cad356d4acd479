import type { Snapshot } from './snapshot.ts';

/** Why something stands in quarantine. */
export type QuarantineNote = {
  readonly reason: string;
  readonly text: string;
  readonly decoder: string;
};

/** The note on the record or range that begins at a place, or undefined. */
export function quarantineAt(snapshot: Snapshot, place: number): QuarantineNote | undefined {
  return snapshot.first('SELECT reason, text, decoder FROM quarantine WHERE place = ?', place);
}
