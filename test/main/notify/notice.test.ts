import { describe, expect, it } from 'vitest';
import { noticeOf } from '../../../src/main/notify/notice.ts';
import type { Subscription } from '../../../src/main/notify/subscription.ts';
import { offset } from '../../../src/shared/log/offset.ts';
import { testRecord } from '../../support/cloud-event-record.ts';
import { testNotice } from '../../support/test-notice.ts';

const subscription: Subscription = {
  ...{ id: 'security', events: ['RoleAssignedToUserEvent'], roles: null, from: 'end' },
  ...{ answerWithinMs: 1, to: { kind: 'http', url: 'https://crm.example' } },
};
const record = testRecord({ partition: 3, offset: offset(12), timestamp: 77 });
const { event } = testNotice();
const idOf = (changes: Partial<Subscription>, enveloped = event) =>
  noticeOf({ ...subscription, ...changes }, record, enveloped)?.id;

describe('a notice', () => {
  it('tells where its event stands and when it happened', () => {
    expect(noticeOf(subscription, record, event)).toEqual({
      ...{ id: expect.stringMatching(/^[0-9a-f]{32}$/), subscription: 'security' },
      ...{ partition: 3, offset: 12, time: event.envelope.time, event },
    });
    const untimed = { ...event, envelope: { ...event.envelope, time: null } };
    expect(noticeOf(subscription, record, untimed)?.time).toBe(77);
  });

  it('is made only of what is asked for', () => {
    expect(noticeOf({ ...subscription, events: ['UserDeletedEvent'] }, record, event)).toBeNull();
    expect(noticeOf({ ...subscription, roles: ['janitor'] }, record, event)).toBeNull();
    expect(noticeOf({ ...subscription, roles: ['auditor'] }, record, event)).not.toBeNull();
    const login = { userId: 'u-1', ip: null, userAgent: null, method: null };
    const signIn = { ...event, event: { type: 'UserLoggedInEvent', data: login } } as const;
    const all: Subscription = { ...subscription, events: ['UserLoggedInEvent'] };
    expect(noticeOf(all, record, signIn)).not.toBeNull();
    // Who asks for a role is not told of what has none.
    expect(noticeOf({ ...all, roles: ['auditor'] }, record, signIn)).toBeNull();
  });

  it('has the same id for an event that stands in the log twice, another one for each subscription', () => {
    const again = noticeOf(subscription, { ...record, offset: offset(40) }, event);
    expect(again?.id).toBe(idOf({}));
    expect(idOf({ id: 'hr' })).not.toBe(idOf({}));
    const other = (changes: object) => ({ ...event, envelope: { ...event.envelope, ...changes } });
    expect(idOf({}, other({ id: 'e-2' }))).not.toBe(idOf({}));
    expect(idOf({}, other({ source: '/it' }))).not.toBe(idOf({}));
    // Where one word ends and the next begins counts.
    expect(idOf({}, other({ source: '/hre', id: '-1' }))).not.toBe(idOf({}));
  });
});
