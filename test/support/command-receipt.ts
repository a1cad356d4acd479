import type { Receipt } from '../../src/shared/contract/commands.ts';

/** A receipt as the writer gives it, changed where a test says so. */
export function commandReceipt(change: Partial<Receipt> = {}): Receipt {
  return {
    commandId: '6f1c2b1e-6f0e-4a35-9c34-0d3a3a1f7f10',
    status: 'confirmed',
    type: 'AssignRoleToUser',
    data: { userId: 'u-1', roleId: 'deploy' },
    actor: 'm.okafor',
    reason: 'Covers the night shift',
    ticket: 'INC-4412',
    bulkId: null,
    basis: 'cut1_a',
    decidedAt: { token: 'cut1_b' },
    house: { protectedRoles: [], ticketPattern: null },
    fence: 'conditional',
    waiting: null,
    appended: [{ partition: 3, offset: 1202, eventId: '6f1c2b1e-6f0e-4a35-9c34-0d3a3a1f7f10.1' }],
    refusal: null,
    races: [],
    times: {
      sent: '2026-03-12T02:13:40.512Z',
      appended: '2026-03-12T02:13:40.530Z',
      confirmed: '2026-03-12T02:13:40.544Z',
    },
    ...change,
  } as Receipt;
}
