import type { CutAnswer, Exactness } from '../../shared/contract/answer.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { encodeCutToken } from '../../shared/log/cut-token.ts';
import { logIdentity } from '../store/read/partitions.ts';
import type { Snapshot } from '../store/read/snapshot.ts';
import { exactnessOf, type Scope } from './exactness.ts';
import type { Moment } from './resolve-position.ts';

/** The token of a cut of the log that is open. */
export function tokenOf(snapshot: Snapshot, cut: Cut): string {
  return encodeCutToken({ identity: logIdentity(snapshot), cut });
}

/** What every answer at a cut carries: the cut, and why the answer is not exact for `scope`. */
export function atCut(
  snapshot: Snapshot,
  moment: Moment,
  scope: Scope,
): { cut: CutAnswer; exactness: Exactness } {
  return {
    cut: { token: tokenOf(snapshot, moment.cut), partitions: { ...moment.cut } },
    exactness: exactnessOf(snapshot, moment, scope),
  };
}
