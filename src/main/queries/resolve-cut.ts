import type { questions } from '../../shared/contract/contract.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import { sameCut } from '../../shared/log/cut.ts';
import { totalsOf } from '../store/read/count-records.ts';
import { lastTickBelow } from '../store/read/find-cut.ts';
import { headCut } from '../store/read/partitions.ts';
import type { Reader } from '../store/read/snapshot.ts';
import { atCut } from './at-cut.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, resolvePosition } from './resolve-position.ts';

type Question = typeof questions.log.cut;

/** The cut a position resolves to, where it stands in scrub order, and how much comes after it. */
export function resolveCut(
  reader: Reader,
  input: Asked<Question>,
  live?: Finality,
): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const moment = resolvePosition(snapshot, input.at, live);
    const last = lastTickBelow(snapshot, moment.cut);
    const later = { low: moment.cut, high: headCut(snapshot) };
    return {
      time: last && isoTime(last.tau),
      last,
      isHead: sameCut(moment.cut, headCut(snapshot)),
      laterEvents: totalsOf(snapshot, later).events,
      ...atCut(snapshot, moment, 'everything'),
    };
  });
}
