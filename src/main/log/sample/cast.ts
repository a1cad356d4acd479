/** A person of the stories. Days count back from the end of the log. */
export type Part = {
  readonly given: string;
  readonly family: string;
  readonly department: string;
  readonly title: string;
  readonly joinsDaysBefore?: number;
  readonly leavesDaysBefore?: number;
};

const parts = {
  identityLead: {
    given: 'Amara',
    family: 'Okonkwo-Lindgren',
    department: 'IT Services',
    title: 'Head of identity',
  },
  nightOperator: {
    given: 'Tomasz',
    family: 'Wójcik',
    department: 'IT Services',
    title: 'Identity operator',
  },
  dayOperator: {
    given: 'Sigrún',
    family: 'Þórsdóttir',
    department: 'IT Services',
    title: 'Identity operator',
  },
  deskOperator: {
    given: 'Mateus',
    family: 'Conceição',
    department: 'IT Services',
    title: 'Identity operator',
  },
  securityLead: {
    given: 'Ilse',
    family: 'van der Meer',
    department: 'IT Services',
    title: 'Head of security',
  },
  auditor: { given: 'Henrike', family: 'Lüders', department: 'Finance', title: 'Internal auditor' },
  nightGuest: {
    given: 'Lukáš',
    family: 'Dvořák',
    department: 'Engineering',
    title: 'Senior engineer',
  },
  ghost: {
    given: 'Renée',
    family: 'Duchêne',
    department: 'Commercial',
    title: 'Route manager',
    leavesDaysBefore: 120,
  },
  brokenRecord: {
    given: 'Inés',
    family: 'Valverde',
    department: 'Harbour Operations',
    title: 'Berth planner',
  },
  newlywed: { given: 'Zoë', family: 'Anagnostou', department: 'People', title: 'People partner' },
  earlyBird: {
    given: 'Noor',
    family: 'Haddad',
    department: 'Engineering',
    title: 'Software engineer',
    joinsDaysBefore: 250,
  },
  returner: {
    given: 'Jonáš',
    family: 'Kratochvíl',
    department: 'Passenger Service',
    title: 'Ticket agent',
    leavesDaysBefore: 300,
  },
} satisfies Record<string, Part>;

/** The people of the stories; each is there from the first day to the last unless it says otherwise. */
export type CastName = keyof typeof parts;

/** Their names in the stories, in the order of their ids. */
export const castNames = Object.keys(parts) as CastName[];

/** The people of the stories, in the order of their ids. */
export const castParts: readonly Part[] = castNames.map((name) => parts[name]);

/** Who grants and withdraws roles on a working day. */
export const operatorNames = [
  'nightOperator',
  'dayOperator',
  'deskOperator',
  'identityLead',
] as const satisfies readonly CastName[];
