import { type DomainEvent, subjectOf } from '../../src/shared/domain/events.ts';
import { offset } from '../../src/shared/log/offset.ts';
import type { LogRecord } from '../../src/shared/log/record.ts';
import { bytesOf, cloudEventHeaders, testRecord, wireHeaders } from './cloud-event-record.ts';

/** One line of a log as a test writes it. */
export type TestLine = {
  /** Partition; 0 unless said. */
  readonly p?: number;
  /** Seconds after the log's first day. */
  readonly s: number;
  /** Offsets left out before this record. */
  readonly gap?: number;
  readonly id?: string;
} & (
  | { readonly event: DomainEvent; readonly headers?: Readonly<Record<string, string | null>> }
  | { readonly raw: Partial<LogRecord> }
);

/** The first day of test logs, ms since 1970. */
export const firstDay = Date.UTC(2025, 0, 1);

/** Records of a log: offsets count up in each partition, event ids are told from the place. */
export function testLog(
  lines: readonly TestLine[],
  next: Record<number, number> = {},
): LogRecord[] {
  return lines.map((line) => {
    const partition = line.p ?? 0;
    const at = (next[partition] ?? 0) + (line.gap ?? 0);
    next[partition] = at + 1;
    const timestamp = firstDay + line.s * 1000;
    const placed = { partition, offset: offset(at), timestamp };
    if ('raw' in line) return testRecord({ ...placed, ...line.raw });
    const { type, data } = line.event;
    const names = {
      ce_id: line.id ?? `${partition}-${at}`,
      ce_time: new Date(timestamp).toISOString(),
      ...line.headers,
    };
    return testRecord({
      ...placed,
      key: bytesOf(subjectOf(line.event).id),
      value: bytesOf(JSON.stringify(data)),
      headers: wireHeaders(cloudEventHeaders(type, names)),
    });
  });
}

/** A creation. */
export function created(userId: string, username = userId): DomainEvent {
  const data = {
    userId,
    username,
    email: `${userId}@corp.example`,
    displayName: null,
    attributes: null,
  };
  return { type: 'UserCreatedEvent', data };
}

/** A sign-in. */
export function loggedIn(userId: string): DomainEvent {
  return { type: 'UserLoggedInEvent', data: { userId, ip: null, userAgent: null, method: null } };
}

/** A role given. */
export function assigned(userId: string, roleId: string): DomainEvent {
  return { type: 'RoleAssignedToUserEvent', data: { userId, roleId } };
}

/** A role taken away. */
export function unassigned(userId: string, roleId: string): DomainEvent {
  return { type: 'RoleUnassignedFromUserEvent', data: { userId, roleId } };
}

/** A role made. */
export function roleCreated(roleId: string, name = roleId): DomainEvent {
  return { type: 'RoleCreatedEvent', data: { roleId, name, description: null, permissions: [] } };
}
