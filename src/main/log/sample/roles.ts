import type { RoleFields } from '../../../shared/domain/events.ts';

/** A role of the invented company. `bornOn` is the day of the log on which it is created. */
export type SampleRole = { readonly roleId: string; readonly bornOn: number } & RoleFields;

/** The role that is deleted while people hold it. */
export const retiredRole = 'legacy-booking-agent';
/** The role that is granted at night. */
export const administrator = 'platform-administrator';
/** The role that is handed over every Monday. */
export const onCall = 'on-call-engineer';

type Row = readonly [id: string, name: string, does: string, permissions: string, bornOn?: number];

const rows: readonly Row[] = [
  ['employee', 'Employee', 'What everybody may do', 'profile:read calendar:read'],
  ['contractor', 'Contractor', 'People on a contract', 'profile:read'],
  [
    administrator,
    'Platform administrator',
    'Runs the identity platform',
    'users:write roles:write audit:read',
  ],
  ['identity-operator', 'Identity operator', 'Handles access tickets', 'users:read roles:grant'],
  [
    'security-administrator',
    'Security administrator',
    'Sets security policy',
    'security:manage events:read',
  ],
  [
    'security-analyst',
    'Security analyst',
    'Watches and investigates',
    'events:read incidents:write',
    40,
  ],
  ['service-desk', 'Service desk', 'First line of support', 'users:read tickets:write'],
  ['auditor', 'Auditor', 'Reads everything, changes nothing', 'users:read roles:read events:read'],
  ['developer', 'Developer', 'Builds software', 'code:write deploy:staging'],
  ['release-engineer', 'Release engineer', 'Ships software', 'code:read deploy:production'],
  [onCall, 'On-call engineer', 'Answers the pager this week', 'production:read incidents:write'],
  [
    'database-operator',
    'Database operator',
    'Keeps the databases',
    'database:read backups:restore',
  ],
  [
    'data-analyst',
    'Data analyst',
    'Answers questions with data',
    'reports:read warehouse:query',
    120,
  ],
  ['fleet-dispatcher', 'Fleet dispatcher', 'Plans sailings', 'sailings:read sailings:write'],
  ['fleet-viewer', 'Fleet viewer', 'Follows sailings', 'sailings:read'],
  ['harbour-master', 'Harbour master', 'Assigns berths', 'berths:read berths:write'],
  ['deck-crew', 'Deck crew', 'Works on deck', 'rosters:read'],
  ['engine-crew', 'Engine crew', 'Works below deck', 'rosters:read maintenance:read'],
  ['crew-scheduler', 'Crew scheduler', 'Writes the rosters', 'rosters:read rosters:write'],
  [
    'maintenance-planner',
    'Maintenance planner',
    'Plans dry docks',
    'maintenance:read maintenance:write',
  ],
  ['ticket-agent', 'Ticket agent', 'Sells and changes tickets', 'bookings:read bookings:write'],
  [retiredRole, 'Legacy booking agent', 'The old booking desk', 'bookings-v1:write'],
  ['refund-approver', 'Refund approver', 'Approves refunds', 'bookings:read refunds:approve'],
  ['pricing-analyst', 'Pricing analyst', 'Watches fares', 'prices:read reports:read'],
  ['revenue-manager', 'Revenue manager', 'Sets fares', 'prices:read prices:write', 210],
  ['billing-clerk', 'Billing clerk', 'Writes invoices', 'billing:read invoices:write'],
  ['payment-approver', 'Payment approver', 'Releases payments', 'billing:read payments:approve'],
  ['controller', 'Controller', 'Keeps the ledger', 'ledger:read ledger:write'],
  ['people-partner', 'People partner', 'Looks after staff', 'people:read people:write'],
  ['payroll-clerk', 'Payroll clerk', 'Runs the payroll', 'people:read payroll:write'],
  ['legal-counsel', 'Legal counsel', 'Reads contracts', 'contracts:read contracts:write', 330],
];

/** The roles of the invented company. */
export const sampleRoles: readonly SampleRole[] = rows.map(
  ([roleId, name, description, permissions, bornOn = 0]) => ({
    roleId,
    name,
    description,
    permissions: permissions.split(' '),
    bornOn,
  }),
);

/** The day of the log from which a role can be assigned. */
export function bornOn(roleId: string): number {
  return sampleRoles.find((role) => role.roleId === roleId)?.bornOn ?? 0;
}
