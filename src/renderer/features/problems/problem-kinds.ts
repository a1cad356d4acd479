import type { Problem } from '../../../shared/contract/log.ts';

/** What kind of problem it is. */
export type ProblemKind = Problem['kind'];

/** The kinds, worst first, as the filter lists them. */
export const problemKinds = [
  'quarantined',
  'anomaly',
  'gap',
  'duplicate',
  'unknownType',
  'flag',
] as const satisfies readonly ProblemKind[];

/** What a kind is called, and what it means. */
export const kindWords: {
  readonly [Kind in ProblemKind]: { readonly word: string; readonly meaning: string };
} = {
  quarantined: { word: 'did not decode', meaning: 'The bytes are kept; no event came of them.' },
  anomaly: { word: 'does not fit', meaning: 'An event that does not fit the state before it.' },
  gap: { word: 'gap', meaning: 'Offsets the log no longer holds, or never explained.' },
  duplicate: { word: 'duplicate', meaning: 'Delivered again: kept, not folded.' },
  unknownType: { word: 'unknown type', meaning: 'An event type Playhead does not know.' },
  flag: { word: 'remarkable', meaning: 'Taken in, but something about it is worth a look.' },
};

/** Reads the kinds of an address; what is no kind is left out. */
export function readKinds(said: string | undefined): ProblemKind[] {
  const names = (said ?? '').split(',');
  return problemKinds.filter((kind) => names.includes(kind));
}

/** The colour of a kind: red where something is missing or wrong. */
export function kindLook(kind: ProblemKind): 'wrong' | 'past' | 'plain' {
  if (kind === 'quarantined' || kind === 'anomaly' || kind === 'gap') return 'wrong';
  return kind === 'flag' ? 'past' : 'plain';
}
