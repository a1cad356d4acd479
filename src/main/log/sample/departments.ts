/** A department of the invented company. */
export type Department = {
  readonly name: string;
  /** Its part of the staff, as a weight. */
  readonly weight: number;
  /** Works around the clock, every day. */
  readonly hasShifts: boolean;
  readonly titles: readonly string[];
  /** Everybody there holds these. */
  readonly roles: readonly string[];
  /** Given for a project, a vacation, a promotion. */
  readonly extraRoles: readonly string[];
};

/** The departments; the first is where the seasonal workers go. */
export const departments: readonly Department[] = [
  {
    name: 'Passenger Service',
    weight: 26,
    hasShifts: true,
    titles: ['Ticket agent', 'Senior ticket agent', 'Terminal lead'],
    roles: ['ticket-agent'],
    extraRoles: ['refund-approver', 'fleet-viewer', 'pricing-analyst'],
  },
  {
    name: 'Fleet',
    weight: 24,
    hasShifts: true,
    titles: ['Deckhand', 'Bosun', 'Second officer', 'Chief engineer', 'Captain'],
    roles: ['deck-crew', 'fleet-viewer'],
    extraRoles: ['engine-crew', 'crew-scheduler', 'maintenance-planner', 'fleet-dispatcher'],
  },
  {
    name: 'Harbour Operations',
    weight: 14,
    hasShifts: true,
    titles: ['Linesman', 'Berth planner', 'Harbour master'],
    roles: ['fleet-viewer'],
    extraRoles: ['harbour-master', 'fleet-dispatcher'],
  },
  {
    name: 'Engineering',
    weight: 16,
    hasShifts: false,
    titles: ['Software engineer', 'Senior engineer', 'Engineering manager'],
    roles: ['developer'],
    extraRoles: ['release-engineer', 'database-operator', 'data-analyst'],
  },
  {
    name: 'Finance',
    weight: 10,
    hasShifts: false,
    titles: ['Accountant', 'Controller', 'Finance manager'],
    roles: ['billing-clerk'],
    extraRoles: ['payment-approver', 'controller', 'payroll-clerk', 'pricing-analyst'],
  },
  {
    name: 'People',
    weight: 5,
    hasShifts: false,
    titles: ['People partner', 'Recruiter', 'Payroll specialist'],
    roles: ['people-partner'],
    extraRoles: ['payroll-clerk', 'data-analyst'],
  },
  {
    name: 'Commercial',
    weight: 9,
    hasShifts: false,
    titles: ['Pricing analyst', 'Route manager', 'Head of sales'],
    roles: ['pricing-analyst'],
    extraRoles: ['revenue-manager', 'data-analyst', 'legal-counsel'],
  },
  {
    name: 'IT Services',
    weight: 6,
    hasShifts: false,
    titles: ['Support specialist', 'Systems engineer', 'Security analyst'],
    roles: ['service-desk'],
    extraRoles: ['database-operator', 'security-analyst', 'auditor'],
  },
];

/** Where people work. */
export const sites: readonly string[] = ['Göteborg', 'Kiel', 'Gdynia', 'Turku', 'Århus', 'Tallinn'];
