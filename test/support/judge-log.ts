import { decodeRecord } from '../../src/main/codec/decode-record.ts';
import { commandIdOf } from '../../src/main/commands/event-records.ts';
import type { Command } from '../../src/shared/domain/commands.ts';
import { decide } from '../../src/shared/domain/decide.ts';
import { noHouseRules, unseen } from '../../src/shared/domain/decision-state.ts';
import { isRoleEvent } from '../../src/shared/domain/events.ts';
import { evolveRole } from '../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../src/shared/domain/evolve-user.ts';
import type { RoleState } from '../../src/shared/domain/role-state.ts';
import type { UserState } from '../../src/shared/domain/user-state.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';

/** A role change that stands in a log, and whether it was right just where it came to stand. */
export type Judged = {
  readonly commandId: string;
  readonly verdict: ReturnType<typeof decide>;
};

const commandTypes: Readonly<Record<string, 'AssignRoleToUser' | 'UnassignRoleFromUser'>> = {
  RoleAssignedToUserEvent: 'AssignRoleToUser',
  RoleUnassignedFromUserEvent: 'UnassignRoleFromUser',
};

/**
 * Folds a log by itself and decides each role change anew on the state just below it. For logs whose
 * roles stand in a partition of their own and are older than every change.
 */
export function judgeLog(records: readonly LogRecord[]): Judged[] {
  const users = new Map<string, UserState>();
  const roles = new Map<string, RoleState>();
  const judged: Judged[] = [];
  for (const record of records.toSorted((a, b) => b.partition - a.partition)) {
    const decoded = decodeRecord(record);
    if (decoded.kind !== 'event') throw new Error(`p${record.partition}:${record.offset}`);
    const { event, envelope } = decoded;
    if (isRoleEvent(event)) {
      const { roleId } = event.data;
      roles.set(roleId, evolveRole(roles.get(roleId) ?? null, event, 0).state);
      continue;
    }
    const user = users.get(event.data.userId) ?? null;
    const type = commandTypes[event.type];
    if (type && 'roleId' in event.data) {
      const occasion = { commandId: 'x', actor: 'x', reason: 'x', ticket: null };
      const command: Command = { ...occasion, type, data: event.data };
      const state = { ...unseen, user, role: roles.get(event.data.roleId) ?? null };
      const commandId = commandIdOf(envelope.id) ?? envelope.id;
      judged.push({ commandId, verdict: decide(state, command, noHouseRules) });
    }
    users.set(event.data.userId, evolveUser(user, event, record.timestamp).state);
  }
  return judged;
}

/** The records of a log by the command that wrote them. */
export function writtenBy(records: readonly LogRecord[]): Map<string, LogRecord[]> {
  const written = new Map<string, LogRecord[]>();
  for (const record of records) {
    const decoded = decodeRecord(record);
    if (decoded.kind !== 'event' || decoded.envelope.causationId === null) continue;
    const { causationId } = decoded.envelope;
    written.set(causationId, [...(written.get(causationId) ?? []), record]);
  }
  return written;
}
