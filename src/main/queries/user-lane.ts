import type { questions } from '../../shared/contract/contract.ts';
import { eventTypes } from '../../shared/domain/events.ts';
import { isPrivileged } from '../../shared/domain/privilege.ts';
import { headCut } from '../store/read/partitions.ts';
import { roleAtCut } from '../store/read/role-at-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { subjectNumber } from '../store/read/subjects.ts';
import { type LaneBar, type LaneDot, laneBars, laneDots } from '../store/read/user-lane.ts';
import { unknownUser } from './get-user.ts';
import type { Answer, Asked } from './question-types.ts';

type Question = typeof questions.users.lane;
type Lane = Answer<Question>;

const mostDots = 5000;

/** A user over all that was read: a dot an event (at most 5 000, evenly thinned), a bar for as long as each role was held. */
export function userLane(reader: Reader, { userId }: Asked<Question>): Lane {
  return reader.withSnapshot((snapshot) => {
    const number = subjectNumber(snapshot, 'user', userId);
    if (number === undefined) throw unknownUser(userId);
    const dots = laneDots(snapshot, number);
    return {
      dots: thinned(dots).map(toDot),
      bars: laneBars(snapshot, number).map((bar) => toBar(snapshot, bar)),
    };
  });
}

function thinned(dots: readonly LaneDot[]): readonly LaneDot[] {
  if (dots.length <= mostDots) return dots;
  const step = dots.length / mostDots;
  return Array.from({ length: mostDots }, (_, at) => dots[Math.floor(at * step)] as LaneDot);
}

function toDot({ tau, partition, offset, type, isProblem }: LaneDot): Lane['dots'][number] {
  return { tau, partition, offset, kind: isProblem ? 'problem' : kindOf(type) };
}

function kindOf(type: number): Lane['dots'][number]['kind'] {
  const name = eventTypes[type];
  if (name === 'UserLoggedInEvent') return 'signIns';
  return name?.startsWith('Role') ? 'roles' : 'people';
}

// A role that was deleted since was privileged all the same: what it last was is told.
function toBar(snapshot: Snapshot, bar: LaneBar): Lane['bars'][number] {
  const state = roleAtCut(snapshot, headCut(snapshot), bar.roleId);
  const privileged = isPrivileged(state?.permissions ?? []);
  return { ...bar, name: state?.name ?? null, privileged };
}
