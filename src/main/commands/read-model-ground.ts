import type { Command } from '../../shared/domain/commands.ts';
import { eventTypes } from '../../shared/domain/events.ts';
import { type Cut, isBelow } from '../../shared/log/cut.ts';
import { encodeCutToken } from '../../shared/log/cut-token.ts';
import { compareTicks, type Tick } from '../../shared/log/tick.ts';
import type { AppendedRecord } from '../log/log-port.ts';
import { partitionOfPlace, toPlace } from '../store/place.ts';
import { tauAt } from '../store/read/event-columns.ts';
import { cutBelowTick } from '../store/read/find-cut.ts';
import { eventsWithIdentity } from '../store/read/identities.ts';
import { headCut, logIdentity } from '../store/read/partitions.ts';
import { roleAtCut } from '../store/read/role-at-cut.ts';
import type { Reader, Snapshot } from '../store/read/snapshot.ts';
import { decodeStored, type StoredRecord, tickOf } from '../store/read/stored-record.ts';
import { subjectRecordsFrom } from '../store/read/subject-records.ts';
import { homePlace, isSplit, subjectNumber } from '../store/read/subjects.ts';
import { userAtCut } from '../store/read/user-at-cut.ts';
import { commandSource, eventIdOf } from './event-records.ts';
import type { Basis, Ground, WrittenEvent } from './ground.ts';

/** What the ground cannot read from the model itself. */
export type GroundOptions = Pick<Ground, 'catchUp' | 'resolve'> & { readonly reader: Reader };

/** How many events of a subject a refusal or a race looks at, at most. */
const lookBack = 1_000;

/** The ground of commands over the read model. */
export function readModelGround({ reader, catchUp, resolve }: GroundOptions): Ground {
  return {
    catchUp,
    resolve,
    head: () => reader.withSnapshot(headCut),
    cutBelow: (record) => reader.withSnapshot((snapshot) => cutBelowRecord(snapshot, record)),
    token: (cut) =>
      reader.withSnapshot((snapshot) => encodeCutToken({ identity: logIdentity(snapshot), cut })),
    basis: (cut, command) => reader.withSnapshot((snapshot) => basisAt(snapshot, cut, command)),
    eventsOf: (commandId) => reader.withSnapshot((snapshot) => eventsOf(snapshot, commandId)),
    eventsBetween: (from, to, command) =>
      reader.withSnapshot((snapshot) =>
        [
          ...recordsFrom(snapshot, { kind: 'user', id: command.data.userId }, from),
          ...recordsFrom(snapshot, { kind: 'role', id: command.data.roleId }, from),
        ]
          .filter((row) => {
            const { partition, offset } = tickOf(row);
            return isBelow(to, partition, offset);
          })
          .sort((a, b) => compareTicks(tickOf(a), tickOf(b)))
          .map(toWritten),
      ),
  };
}

function cutBelowRecord(snapshot: Snapshot, { partition, offset }: AppendedRecord): Cut {
  const tau = tauAt(snapshot, toPlace(partition, offset)) ?? 0;
  const tick: Tick = { tau, partition, offset };
  return cutBelowTick(snapshot, tick);
}

function basisAt(snapshot: Snapshot, cut: Cut, { data }: Command): Basis {
  const number = subjectNumber(snapshot, 'user', data.userId);
  const home = number === undefined ? undefined : homePlace(snapshot, { kind: 'user', number });
  return {
    state: {
      user: userAtCut(snapshot, cut, data.userId),
      role: roleAtCut(snapshot, cut, data.roleId),
      isSplit: isSplit(snapshot, 'user', data.userId),
    },
    partition: home === undefined ? null : partitionOfPlace(home),
  };
}

function eventsOf(snapshot: Snapshot, commandId: string): readonly WrittenEvent[] {
  const written: WrittenEvent[] = [];
  for (let n = 1; ; n++) {
    const eventId = eventIdOf(commandId, n);
    const [found] = eventsWithIdentity(snapshot, commandSource, eventId);
    if (!found) return written;
    written.push(toWritten(found));
  }
}

function recordsFrom(
  snapshot: Snapshot,
  subject: { readonly kind: 'user' | 'role'; readonly id: string },
  cut: Cut,
): StoredRecord[] {
  const number = subjectNumber(snapshot, subject.kind, subject.id);
  if (number === undefined) return [];
  return subjectRecordsFrom(snapshot, { kind: subject.kind, number }, { cut, limit: lookBack });
}

function toWritten(row: StoredRecord): WrittenEvent {
  const { partition, offset } = tickOf(row);
  const eventId = decodeStored(row)?.envelope.id ?? '';
  return { partition, offset, eventId, type: eventTypes[row.type ?? 0] ?? '', actor: row.actor_id };
}
