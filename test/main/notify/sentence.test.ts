import { describe, expect, it } from 'vitest';
import { headline, story } from '../../../src/main/notify/sentence.ts';
import type { DomainEvent } from '../../../src/shared/domain/events.ts';
import { testNotice } from '../../support/test-notice.ts';

const fields = { username: 'ada', email: 'a@x', displayName: null, attributes: null };
const said = (event: DomainEvent) =>
  headline(testNotice({ event: { ...testNotice().event, event } }));
const user = { userId: 'u-1' };
const role = { roleId: 'r-1' };

describe('what a person is told', () => {
  it.each<[string, DomainEvent]>([
    ['User u-1 was created as ada', { type: 'UserCreatedEvent', data: { ...user, ...fields } }],
    [
      'User u-1 was changed: email, username',
      { type: 'UserUpdatedEvent', data: { ...user, changes: { username: 'b', email: 'b@x' } } },
    ],
    ['User u-1 was deleted', { type: 'UserDeletedEvent', data: user }],
    [
      'User u-1 signed in',
      { type: 'UserLoggedInEvent', data: { ...user, ip: null, userAgent: null, method: null } },
    ],
    [
      'Role r-1 was given to user u-1',
      { type: 'RoleAssignedToUserEvent', data: { ...user, ...role } },
    ],
    [
      'Role r-1 was taken from user u-1',
      { type: 'RoleUnassignedFromUserEvent', data: { ...user, ...role } },
    ],
    [
      'Role r-1 was created as Admin',
      {
        type: 'RoleCreatedEvent',
        data: { ...role, name: 'Admin', description: null, permissions: [] },
      },
    ],
    [
      'Role r-1 was changed: permissions',
      { type: 'RoleUpdatedEvent', data: { ...role, changes: { permissions: ['a'] } } },
    ],
    ['Role r-1 was deleted', { type: 'RoleDeletedEvent', data: role }],
  ])('%s', (says, event) => {
    expect(said(event)).toBe(says);
  });

  it('says when, by whom, why, and where it stands', () => {
    expect(story(testNotice())).toBe(
      [
        'Role auditor was given to user u-1',
        'At 2026-03-12T02:13:40.000Z by sam',
        'Reason: INC-7',
        'Ticket: T-1',
        'In the log: p3:12',
      ].join('\n'),
    );
  });

  it('leaves out what nobody said', () => {
    const bare = testNotice({}, { actor: null, reason: null, ticket: null });
    expect(story(bare).split('\n')).toEqual([
      'Role auditor was given to user u-1',
      'At 2026-03-12T02:13:40.000Z',
      'In the log: p3:12',
    ]);
  });

  it('is one line each, and shows what cannot be seen, whatever the event says', () => {
    const hostile = testNotice({}, { reason: 'ok\r\nTicket: fake \u202egpj.exe\u0000\ud800' });
    expect(story(hostile)).toContain('Reason: ok��Ticket: fake �gpj.exe��\n');
    const long = testNotice({}, { reason: '😀'.repeat(500) });
    expect(story(long)).toContain(`Reason: ${'😀'.repeat(199)}…\n`);
  });

  it('survives an event time no calendar has', () => {
    expect(story(testNotice({ time: 9e15 }))).toContain('At +275760-09-13T00:00:00.000Z by sam');
  });
});
