import { describe, expect, test } from 'vitest';
import { decodeRecord } from '../../../../src/main/codec/decode-record.ts';
import { generateSample } from '../../../../src/main/log/sample/generate-sample.ts';
import type { EnvelopedEvent } from '../../../../src/shared/domain/envelope.ts';
import {
  type EventType,
  eventTypes,
  isRoleEvent,
  subjectOf,
} from '../../../../src/shared/domain/events.ts';
import { evolveRole } from '../../../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../../../src/shared/domain/evolve-user.ts';
import { isPrivileged } from '../../../../src/shared/domain/privilege.ts';
import type { RoleState } from '../../../../src/shared/domain/role-state.ts';
import type { UserState } from '../../../../src/shared/domain/user-state.ts';
import { partitionOfKey } from '../../../../src/shared/log/murmur2.ts';
import type { LogRecord } from '../../../../src/shared/log/record.ts';
import { compareTicks, nextTau } from '../../../../src/shared/log/tick.ts';

const end = Date.UTC(2026, 2, 1, 12);
const day = 86_400_000;

type Fold = {
  readonly events: readonly EnvelopedEvent[];
  readonly users: Map<string, UserState>;
  readonly roles: Map<string, RoleState>;
  readonly anomalies: readonly string[];
  readonly kinds: Record<string, number>;
};

function fold(records: readonly LogRecord[]): Fold {
  const events: EnvelopedEvent[] = [];
  const users = new Map<string, UserState>();
  const roles = new Map<string, RoleState>();
  const anomalies: string[] = [];
  const kinds: Record<string, number> = {};
  const seen = new Set<string>();
  for (const record of records) {
    const decoded = decodeRecord(record);
    const identity =
      decoded.kind === 'event' ? `${decoded.envelope.source} ${decoded.envelope.id}` : '';
    const kind = seen.has(identity) ? 'duplicate' : decoded.kind;
    kinds[kind] = (kinds[kind] ?? 0) + 1;
    if (decoded.kind !== 'event' || kind === 'duplicate') continue;
    seen.add(identity);
    events.push(decoded);
    const { event, envelope } = decoded;
    const { id } = subjectOf(event);
    const time = envelope.time ?? 0;
    if (isRoleEvent(event)) {
      const after = evolveRole(roles.get(id) ?? null, event, time);
      roles.set(id, after.state);
      anomalies.push(...after.anomalies);
    } else {
      const after = evolveUser(users.get(id) ?? null, event, time);
      users.set(id, after.state);
      anomalies.push(...after.anomalies);
    }
  }
  return { events, users, roles, anomalies, kinds };
}

function count(events: readonly EnvelopedEvent[], type: EventType): number {
  return events.filter(({ event }) => event.type === type).length;
}

const records = generateSample({ end });
const whole = fold(records);

test('gives the same records for the same end', () => {
  expect(generateSample({ end })).toEqual(records);
});

test('holds about 25 000 records of all nine types, 400 people and 31 roles', () => {
  expect(records.length).toBeGreaterThan(23_500);
  expect(records.length).toBeLessThan(26_500);
  expect(whole.users.size).toBe(400);
  expect(whole.roles.size).toBe(31);
  for (const type of eventTypes) expect(count(whole.events, type), type).toBeGreaterThan(0);
});

test('makes three roles privileged', () => {
  const privileged = [...whole.roles.values()].filter((role) => isPrivileged(role.permissions));
  expect(privileged.map(({ roleId }) => roleId)).toEqual([
    'platform-administrator',
    'identity-operator',
    'security-administrator',
  ]);
});

test('holds one broken record, one tombstone, three foreign events and two duplicates', () => {
  const { event, ...others } = whole.kinds;
  expect(others).toEqual({ quarantined: 1, tombstone: 1, unknownType: 3, duplicate: 2 });
  expect(event).toBe(whole.events.length);
});

test('fits the fold but for its stories', () => {
  expect([...whole.anomalies].sort()).toEqual([
    'after_delete',
    'after_delete',
    'after_delete',
    'already_held',
    'never_created',
  ]);
});

test('grants the administrator role at night and withdraws it 40 minutes later', () => {
  const changes = whole.events.filter(
    ({ event, envelope }) =>
      'roleId' in event.data &&
      event.data.roleId === 'platform-administrator' &&
      envelope.ticket === 'INC-2291',
  );
  const [granted, withdrawn] = changes.map(({ envelope }) => envelope);
  expect(changes.map(({ event }) => event.type)).toEqual([
    'RoleAssignedToUserEvent',
    'RoleUnassignedFromUserEvent',
  ]);
  expect(new Date(granted?.time ?? 0).getUTCHours()).toBe(2);
  expect((withdrawn?.time ?? 0) - (granted?.time ?? 0)).toBe(40 * 60_000);
  expect([granted?.actor, withdrawn?.actor]).toEqual(['twojcik', 'twojcik']);
});

test('deletes a role while four people hold it', () => {
  expect(whole.roles.get('legacy-booking-agent')?.status).toBe('deleted');
  const holders = [...whole.users.values()].filter(({ roles }) =>
    roles.includes('legacy-booking-agent'),
  );
  expect(holders).toHaveLength(4);
});

test('gives every role change of an operator a reason, and most a ticket', () => {
  const changes = whole.events.filter(({ event }) => event.type.startsWith('RoleAssigned'));
  expect(changes.filter(({ envelope }) => envelope.reason === null)).toEqual([]);
  expect(changes.every(({ envelope }) => envelope.actor !== null)).toBe(true);
});

test('is quiet at weekends and at night', () => {
  const signIns = whole.events.filter(({ event }) => event.type === 'UserLoggedInEvent');
  const weekday = (from: number, to: number) =>
    signIns.filter(({ envelope }) => {
      const date = new Date(envelope.time ?? 0).getUTCDay();
      return date >= from && date <= to;
    }).length;
  const night = signIns.filter(
    ({ envelope }) => new Date(envelope.time ?? 0).getUTCHours() < 4,
  ).length;
  expect(weekday(1, 5) / 5).toBeGreaterThan(weekday(6, 6) * 1.5);
  expect(night).toBeLessThan(signIns.length / 12);
});

describe.each([
  end,
  Date.UTC(2024, 1, 29, 23, 59),
  Date.UTC(2027, 4, 15),
  Date.UTC(2030, 11, 31, 3),
])('up to %d', (until) => {
  const log = generateSample({ end: until });

  test('stands in scrub order, offsets from 0 on without a hole, keys in their partitions', () => {
    const next = new Array<number>(12).fill(0);
    const taus = new Array<number>(12).fill(0);
    let before = { tau: 0, partition: 0, offset: log[0]?.offset ?? (0 as never) };
    for (const { partition, offset, timestamp, key } of log) {
      expect(offset).toBe(next[partition]);
      next[partition] = offset + 1;
      const tau = nextTau(taus[partition] ?? 0, timestamp);
      taus[partition] = tau;
      expect(compareTicks(before, { tau, partition, offset })).toBeLessThanOrEqual(0);
      before = { tau, partition, offset };
      expect(partitionOfKey(key ?? new Uint8Array(), 12)).toBe(partition);
    }
    expect(next.every((length) => length > 500)).toBe(true);
  });

  test('spans two years and stops before its end', () => {
    const times = log.map(({ timestamp }) => timestamp).filter((time) => time > 0);
    const first = times.reduce((a, b) => Math.min(a, b));
    const last = times.reduce((a, b) => Math.max(a, b));
    expect(last).toBeLessThan(until);
    expect(until - last).toBeLessThan(day);
    expect(until - first).toBeGreaterThan(729 * day);
    expect(until - first).toBeLessThan(731 * day);
  });

  test('has five anomalies only', () => {
    expect(fold(log).anomalies).toHaveLength(5);
  });
});

test('spreads over as many partitions as asked for', () => {
  const partitions = new Set(
    generateSample({ end, partitions: 50 }).map(({ partition }) => partition),
  );
  expect(partitions.size).toBeGreaterThan(45);
});
