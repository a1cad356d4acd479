import { expect, test } from 'vitest';
import { decodeRecord } from '../../../../src/main/codec/decode-record.ts';
import { isRoleEvent, subjectOf } from '../../../../src/shared/domain/events.ts';
import { evolveRole } from '../../../../src/shared/domain/evolve-role.ts';
import { evolveUser } from '../../../../src/shared/domain/evolve-user.ts';
import type { RoleState } from '../../../../src/shared/domain/role-state.ts';
import type { UserState } from '../../../../src/shared/domain/user-state.ts';
import { partitionOfKey } from '../../../../src/shared/log/murmur2.ts';
import { syntheticLog } from '../../../support/synthetic-log.ts';

const options = { events: 20_000, partitions: 12, seed: 7 };
const records = [...syntheticLog(options)];

test('gives equal records for equal arguments, and others for another seed', () => {
  expect([...syntheticLog(options)]).toEqual(records);
  expect(syntheticLog({ ...options, seed: 8 }).next().value).not.toEqual(records[0]);
});

test('holds events that fit the fold without an anomaly', () => {
  const users = new Map<string, UserState>();
  const roles = new Map<string, RoleState>();
  for (const record of records) {
    const decoded = decodeRecord(record);
    if (decoded.kind !== 'event') throw new Error(`Not an event: ${JSON.stringify(decoded)}`);
    const { event, envelope } = decoded;
    const { id } = subjectOf(event);
    const time = envelope.time ?? 0;
    const before = { user: users.get(id) ?? null, role: roles.get(id) ?? null };
    if (isRoleEvent(event)) {
      const { state, anomalies } = evolveRole(before.role, event, time);
      expect(anomalies).toEqual([]);
      roles.set(id, state);
    } else {
      const { state, anomalies } = evolveUser(before.user, event, time);
      expect(anomalies).toEqual([]);
      users.set(id, state);
    }
  }
  expect(users.size).toBeGreaterThan(300);
  expect(users.size).toBeLessThanOrEqual(500);
});

test('has the mix of the measurements', () => {
  const share = (name: string) =>
    records.filter(({ headers }) => Buffer.from(headers).includes(name)).length / records.length;
  expect(share('UserLoggedInEvent')).toBeCloseTo(0.6, 1);
  expect(share('UserUpdatedEvent')).toBeCloseTo(0.17, 1);
  expect(share('RoleAssigned') + share('RoleUnassigned')).toBeCloseTo(0.19, 1);
  for (const { value } of records.slice(0, 500)) expect(value?.length).toBe(270);
});

test('stands in scrub order, offsets from 0 on, keys in their partitions', () => {
  const next = new Array<number>(12).fill(0);
  let before = 0;
  for (const { partition, offset, timestamp, key } of records) {
    expect(offset).toBe(next[partition]);
    next[partition] = offset + 1;
    expect(timestamp).toBeGreaterThanOrEqual(before);
    before = timestamp;
    expect(partitionOfKey(key ?? new Uint8Array(), 12)).toBe(partition);
  }
});
