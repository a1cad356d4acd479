import { decodeRecord } from '../../src/main/codec/decode-record.ts';
import type { Decoded } from '../../src/main/codec/decoded.ts';
import { isRoleEvent } from '../../src/shared/domain/events.ts';
import { evolveRole } from '../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
import type { RoleState } from '../../src/shared/domain/role-state.ts';
import type { UserState } from '../../src/shared/domain/user-state.ts';
import type { Cut } from '../../src/shared/log/cut.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { compareTicks, nextTau, type Tick } from '../../src/shared/log/tick.ts';

/** A record at its place in scrub order, as the reference sees it. */
export type ReferenceTick = Tick & {
  readonly record: LogRecord;
  readonly decoded: Decoded;
  readonly isDuplicate: boolean;
};

/** Everything at one cut. */
export type ReferenceState = {
  readonly users: ReadonlyMap<string, UserState>;
  readonly roles: ReadonlyMap<string, RoleState>;
  /** By role, the tick that gave it to each user that holds it. */
  readonly since: ReadonlyMap<string, ReadonlyMap<string, ReferenceTick>>;
};

/**
 * The answer the app must give, worked out the long way: all records in scrub order, folded one
 * by one in memory. It shares nothing with the store but the codec and the domain.
 */
export class ReferenceFold {
  readonly ticks: readonly ReferenceTick[];

  constructor(records: Iterable<LogRecord>) {
    const byPlace = [...records].sort((a, b) => a.partition - b.partition || a.offset - b.offset);
    const taus = new Map<number, number>();
    const seen = new Set<string>();
    this.ticks = byPlace
      .map((record) => {
        const tau = nextTau(taus.get(record.partition) ?? 0, record.timestamp);
        taus.set(record.partition, tau);
        const decoded = decodeRecord(record);
        const { partition, offset } = record;
        return {
          tau,
          partition,
          offset,
          record,
          decoded,
          isDuplicate: isSeen(seen, record, decoded),
        };
      })
      .sort(compareTicks);
  }

  /** The cut of the first `count` ticks of scrub order. */
  cutOfTicks(count: number): Cut {
    const cut: { [partition: number]: number } = {};
    for (const { partition } of this.ticks) cut[partition] = 0;
    for (const { partition, offset } of this.ticks.slice(0, count)) cut[partition] = offset + 1;
    return cut as Cut;
  }

  /** The ticks of which `isBelow` holds, folded. */
  stateOf(isBelow: (tick: ReferenceTick) => boolean): ReferenceState {
    const users = new Map<string, UserState>();
    const roles = new Map<string, RoleState>();
    const since = new Map<string, Map<string, ReferenceTick>>();
    for (const tick of this.ticks) {
      const { decoded, isDuplicate, record } = tick;
      if (decoded.kind !== 'event' || isDuplicate || !isBelow(tick)) continue;
      const { event, envelope } = decoded;
      const time = envelope.time ?? record.timestamp;
      if (isRoleEvent(event)) {
        const { roleId } = event.data;
        roles.set(roleId, evolveRole(roles.get(roleId) ?? null, event, time).state);
        continue;
      }
      const before = users.get(event.data.userId) ?? null;
      const { state } = evolveUser(before, event, time);
      users.set(event.data.userId, state);
      noteSince(since, tick, { before, after: state });
    }
    return { users, roles, since };
  }
}

function isSeen(seen: Set<string>, { partition }: LogRecord, decoded: Decoded): boolean {
  if (decoded.kind !== 'event') return false;
  const identity = JSON.stringify([partition, decoded.envelope.source, decoded.envelope.id]);
  if (seen.has(identity)) return true;
  seen.add(identity);
  return false;
}

function noteSince(
  since: Map<string, Map<string, ReferenceTick>>,
  tick: ReferenceTick,
  { before, after }: { before: UserState | null; after: UserState },
): void {
  for (const role of before?.roles ?? []) {
    if (!after.roles.includes(role)) since.get(role)?.delete(after.userId);
  }
  for (const role of after.roles) {
    if (before?.roles.includes(role)) continue;
    const holders = since.get(role) ?? new Map<string, ReferenceTick>();
    since.set(role, holders.set(after.userId, tick));
  }
}
