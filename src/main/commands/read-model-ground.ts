import type { Subject } from '../../shared/domain/events.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { encodeCutToken } from '../../shared/log/cut-token.ts';
import { compareTicks, type Tick } from '../../shared/log/tick.ts';
import type { AppendedRecord } from '../log/log-port.ts';
import { toPlace } from '../store/place.ts';
import { cutBelowTick, lastTickBelow } from '../store/read/find-cut.ts';
import { keptRecord } from '../store/read/kept-record.ts';
import { headCut, logIdentity } from '../store/read/partitions.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { tickOf } from '../store/read/stored-record.ts';
import { homePartition, subjectNumber } from '../store/read/subjects.ts';
import { decisionStateAt, holderIds } from './decision-state-at.ts';
import type { Ground } from './ground.ts';
import { usersNamed } from './user-named.ts';
import { commandEvents, concernedEvents, toWritten } from './written-events.ts';

/** What the ground cannot read from the model itself. */
export type GroundOptions = Pick<Ground, 'catchUp' | 'heldBack'> & {
  readonly reader: Reader;
  /** Resolves a position as a question would; throws FaultError where it cannot. */
  readonly resolve: (snapshot: Snapshot, position: string) => Cut;
};

/** The ground of commands over the read model. */
export function readModelGround({ reader, resolve, ...others }: GroundOptions): Ground {
  let moment: Snapshot | null = null;
  const ask = <Answer>(question: (snapshot: Snapshot) => Answer): Answer =>
    moment ? question(moment) : reader.withSnapshot(question);
  return {
    ...others,
    atOnce: (work) =>
      ask((snapshot) => {
        const before = moment;
        moment = snapshot;
        try {
          return work();
        } finally {
          moment = before;
        }
      }),
    resolve: (position) => ask((snapshot) => resolve(snapshot, position)),
    head: () => ask(headCut),
    cutBelow: (records) => ask((snapshot) => cutBelowAll(snapshot, records)),
    token: (cut) => ask((snapshot) => encodeCutToken({ identity: logIdentity(snapshot), cut })),
    timeOf: (cut) => ask((snapshot) => lastTickBelow(snapshot, cut)?.tau ?? 0),
    state: (cut, command, house) =>
      ask((snapshot) => decisionStateAt(snapshot, cut, { command, house })),
    holders: (cut, roleId) => ask((snapshot) => holderIds(snapshot, cut, roleId)),
    usersNamed: (cut, names) => ask((snapshot) => usersNamed(snapshot, cut, names)),
    home: (subject) => ask((snapshot) => homeOf(snapshot, subject)),
    eventsOf: (commandId) => ask((snapshot) => commandEvents(snapshot, commandId)),
    eventAt: ({ partition, offset }) =>
      ask((snapshot) => {
        const row = keptRecord(snapshot, toPlace(partition, offset));
        return row ? toWritten(row) : null;
      }),
    eventsBetween: (from, to, concerned) =>
      ask((snapshot) => concernedEvents(snapshot, { from, to }, concerned)),
  };
}

function cutBelowAll(snapshot: Snapshot, records: readonly AppendedRecord[]): Cut {
  const ticks = records.map(({ partition, offset }): Tick => {
    const row = keptRecord(snapshot, toPlace(partition, offset));
    return row ? tickOf(row) : { tau: 0, partition, offset };
  });
  const [first] = ticks.toSorted(compareTicks);
  if (!first) return headCut(snapshot);
  const cut: { [partition: number]: Cut[number] } = { ...cutBelowTick(snapshot, first) };
  // A clock that runs ahead in one partition must not hide what stood there before them.
  for (const { partition, offset } of ticks.toSorted((a, b) => b.offset - a.offset)) {
    cut[partition] = offset;
  }
  return cut;
}

function homeOf(snapshot: Snapshot, { kind, id }: Subject): number | null {
  const number = subjectNumber(snapshot, kind, id);
  return (number === undefined ? undefined : homePartition(snapshot, { kind, number })) ?? null;
}
