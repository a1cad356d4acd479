import type { Entry } from '../../src/shared/contract/entries.ts';

/** An entry of a history, with what a test wants to be otherwise. */
export function anEntry(otherwise: Partial<Entry> = {}): Entry {
  return {
    partition: 3,
    offset: 1202,
    time: '2026-03-12T02:13:40.512Z',
    recordTime: '2026-03-12T02:13:40.512Z',
    tau: Date.UTC(2026, 2, 12, 2, 13, 40, 512),
    type: 'RoleAssignedToUserEvent',
    userId: 'u-1',
    roleId: 'r-1',
    actor: 'r.silva',
    reason: 'INC-4412 night deploy',
    ticket: null,
    eventId: 'e-1',
    changed: {},
    outcome: 'folded',
    anomalies: [],
    flags: [],
    fault: null,
    ...otherwise,
  };
}
