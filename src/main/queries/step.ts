import type { questions } from '../../shared/contract/contract.ts';
import { isoTime } from '../../shared/kit/iso-time.ts';
import type { Cut } from '../../shared/log/cut.ts';
import type { Tick } from '../../shared/log/tick.ts';
import { cutBelowTick, cutOfTick, lastTickBelow } from '../store/read/find-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { tickOf } from '../store/read/stored-record.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { type Track, trackOfAll, trackOfUser, walkChanges } from '../store/read/walk-changes.ts';
import { atCut } from './at-cut.ts';
import { unknownUser } from './get-user.ts';
import type { Answer, Asked } from './question-types.ts';
import { type Finality, provisionalAt, resolvePosition } from './resolve-position.ts';

type Question = typeof questions.log.step;
type Step = { readonly cut: Cut; readonly moved: number; readonly tick: Tick | null };

/**
 * The cut so many changes further on or back. On: just after the change. Back: so many changes are
 * undone, which leads to just after the change before them, or to just below the first change.
 * Where there are fewer it goes as far as it can; `moved` says how far, negative for back.
 */
export function step(reader: Reader, input: Asked<Question>, live?: Finality): Answer<Question> {
  return reader.withSnapshot((snapshot) => {
    const from = resolvePosition(snapshot, input.at, live);
    const track = trackOf(snapshot, from.cut, input.userId);
    const { cut, moved, tick } =
      input.by >= 0
        ? stepOn(snapshot, { track, from: from.cut, by: input.by })
        : stepBack(snapshot, { track, from: from.cut, by: -input.by });
    const last = lastTickBelow(snapshot, cut);
    const provisional = tick ? provisionalAt(snapshot, tick, live) : from.provisional;
    return {
      time: last && isoTime(last.tau),
      moved,
      ...atCut(snapshot, { cut, provisional }, 'everything'),
    };
  });
}

function trackOf(snapshot: Snapshot, cut: Cut, userId: string | undefined): Track {
  if (userId === undefined) return trackOfAll(snapshot, cut);
  const number = subjectNumber(snapshot, 'user', userId);
  const track = number === undefined ? null : trackOfUser(snapshot, cut, number);
  if (!track) throw unknownUser(userId);
  return track;
}

type Going = { readonly track: Track; readonly from: Cut; readonly by: number };

function stepOn(snapshot: Snapshot, { track, from, by }: Going): Step {
  const { point, passed } = walkChanges(track, { count: by, direction: 'on' });
  if (!point) return { cut: from, moved: 0, tick: null };
  const tick = tickOf(point);
  return { cut: cutOfTick(snapshot, tick), moved: passed, tick };
}

function stepBack(snapshot: Snapshot, { track, from, by }: Going): Step {
  const { point, passed } = walkChanges(track, { count: by + 1, direction: 'back' });
  if (!point) return { cut: from, moved: 0, tick: null };
  const tick = tickOf(point);
  return passed > by
    ? { cut: cutOfTick(snapshot, tick), moved: -by, tick }
    : { cut: cutBelowTick(snapshot, tick), moved: -passed, tick };
}
