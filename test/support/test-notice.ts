import type { Notice } from '../../src/main/notify/notice.ts';
import type { Envelope } from '../../src/shared/domain/envelope.ts';

const envelope: Envelope = {
  ...{
    id: 'e-1',
    source: '/hr',
    time: Date.UTC(2026, 2, 12, 2, 13, 40),
    subject: null,
    version: 1,
  },
  ...{ actor: 'sam', actorType: 'os_user', reason: 'INC-7', ticket: 'T-1', basis: null },
  ...{ correlationId: 'c-1', causationId: null, recordedTime: null },
};

/** A notice of a role that was given to a user; `changes` to it and to its envelope. */
export function testNotice(changes: Partial<Notice> = {}, around: Partial<Envelope> = {}): Notice {
  const data = { userId: 'u-1', roleId: 'auditor' };
  return {
    ...{ id: '00ff', subscription: 'security', partition: 3, offset: 12 },
    time: Date.UTC(2026, 2, 12, 2, 13, 40),
    event: {
      event: { type: 'RoleAssignedToUserEvent', data },
      envelope: { ...envelope, ...around },
    },
    ...changes,
  };
}
