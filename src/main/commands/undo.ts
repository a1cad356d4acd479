import type { CommandDraft } from '../../shared/contract/command-bodies.ts';
import { FaultError } from '../../shared/contract/fault.ts';
import {
  type Compensation,
  compensateRoleEvent,
  compensateUserEvent,
} from '../../shared/domain/compensate.ts';
import { noHouseRules } from '../../shared/domain/decision-state.ts';
import { isRoleEvent } from '../../shared/domain/events.ts';
import type { Result } from '../../shared/kit/result.ts';
import type { Cut } from '../../shared/log/cut.ts';
import { toOffset } from '../../shared/log/offset.ts';
import { formatPlace } from '../../shared/log/position.ts';
import { commandIdOf } from './event-records.ts';
import type { Ground, WrittenEvent } from './ground.ts';

/** The draft that takes an event back, or why there is none. */
export type Undoing = {
  readonly draft: CommandDraft | null;
  readonly why: string | null;
  readonly notes: readonly string[];
  /** Users who lost the role in the same command. */
  readonly formerHolders: readonly string[];
};

/** Drafts the command that would take an event back; throws `unknown_record` where there is no event. */
export function undo(
  ground: Ground,
  { partition, offset }: { readonly partition: number; readonly offset: number },
): Undoing {
  const at = toOffset(offset);
  const written = at === null ? null : ground.eventAt({ partition, offset: at });
  if (written === null) {
    const text = `There is no event at ${formatPlace(partition, offset)} that could be taken back.`;
    throw new FaultError({ code: 'unknown_record', text });
  }
  const found = compensationOf(ground, written);
  const formerHolders = withdrawnWith(ground, written);
  if (!found.ok) return { draft: null, why: found.error, notes: [], formerHolders };
  // What travels is the same, but for types that say who may change it.
  const draft = found.value.body as CommandDraft;
  return { draft, why: null, notes: found.value.notes, formerHolders };
}

function compensationOf(ground: Ground, written: WrittenEvent): Result<Compensation, string> {
  const { event } = written;
  const below = ground.cutBelow([written]);
  if (isRoleEvent(event)) {
    const at = (cut: Cut) => ground.state(cut, lookAtRole(event.data.roleId), noHouseRules).role;
    return compensateRoleEvent(event, { below: at(below), now: at(ground.head()) });
  }
  const at = (cut: Cut) => ground.state(cut, lookAtUser(event.data.userId), noHouseRules).user;
  return compensateUserEvent(event, { below: at(below), now: at(ground.head()) });
}

/** Commands that are never issued: they only say whose state is looked at. */
const nobody = { commandId: '', actor: '', reason: '', ticket: null };
function lookAtUser(userId: string) {
  return { ...nobody, type: 'DeleteUser', data: { userId } } as const;
}
function lookAtRole(roleId: string) {
  return { ...nobody, type: 'UpdateRole', data: { roleId, changes: {} } } as const;
}

function withdrawnWith(ground: Ground, { event, eventId }: WrittenEvent): string[] {
  const commandId = commandIdOf(eventId);
  if (event.type !== 'RoleDeletedEvent' || commandId === null) return [];
  return ground
    .eventsOf(commandId)
    .flatMap(({ event: other }) =>
      other.type === 'RoleUnassignedFromUserEvent' ? [other.data.userId] : [],
    );
}
