import { demoId } from '@parley/kit';
import type { RoleTemplate } from '../role/role-template.js';
import type { UserKind } from '../user/user.enums.js';

/** Everybody's password in the demo, guests excepted, who have none. */
export const DEMO_PASSWORD = 'parley-demo';

/** The secret part of the demo's guest link: /guest/demo-guest-adeyemi. */
export const DEMO_GUEST_TOKEN = 'demo-guest-adeyemi';

export const NORTHGATE = demoId('organization', 1);
export const HARBOUR = demoId('organization', 2);

/** A city that people work in. */
export interface Campus {
  readonly country: string;
  readonly subdivision: string | null;
  readonly timeZone: string;
  readonly locale: string;
}

const EDINBURGH: Campus = { country: 'GB', subdivision: 'SCT', timeZone: 'Europe/London', locale: 'en-GB' };
const NAIROBI: Campus = { country: 'KE', subdivision: null, timeZone: 'Africa/Nairobi', locale: 'en-KE' };
const MONTREAL: Campus = { country: 'CA', subdivision: 'QC', timeZone: 'America/Toronto', locale: 'fr-CA' };

/** Departments by their place in the demo: 1 Teaching … 6 Montréal campus. */
export const departments = [
  { name: 'Teaching', head: 1 },
  { name: 'Registry', head: 8 },
  { name: 'Library', head: null },
  { name: 'IT help desk', head: 9 },
  { name: 'Nairobi campus', head: 2 },
  { name: 'Montréal campus', head: 3 },
] as const;

export const teams = [
  { name: 'Thesis committee', members: [1, 2, 4, 5] },
  { name: 'Exam boards', members: [1, 2, 3, 8] },
  { name: 'Library systems', members: [7, 8, 9] },
] as const;

/** Somebody of the demo; `n` is their place in every subgraph's demo. */
export interface DemoPerson {
  readonly n: number;
  readonly name: string;
  readonly email: string | null;
  readonly kind: UserKind;
  readonly title: string | null;
  readonly bio: string | null;
  readonly campus: Campus;
  /** First and last hour of a working day; null for people without a usual week. */
  readonly hours: readonly [string, string] | null;
  readonly roles: readonly (
    RoleTemplate | { readonly template: RoleTemplate; readonly department: number }
  )[];
  readonly departments: readonly number[];
}

export const people: readonly DemoPerson[] = [
  {
    n: 1,
    name: 'Amara Okafor',
    email: 'amara.okafor@northgate.ac.uk',
    kind: 'FACULTY',
    title: 'Head of Teaching',
    bio: 'Leads teaching across the three campuses and chairs the thesis committee. Ask her about assessment, and about hill running.',
    campus: EDINBURGH,
    hours: ['08:30', '17:00'],
    roles: ['DEAN', 'FACULTY'],
    departments: [1],
  },
  {
    n: 2,
    name: 'Wanjiru Kamau',
    email: 'wanjiru.kamau@northgate.ac.ke',
    kind: 'FACULTY',
    title: 'Dean, Nairobi',
    bio: 'Runs the Nairobi campus and teaches public policy on Thursdays. Keeps the exam calendar honest in two time zones.',
    campus: NAIROBI,
    hours: ['08:00', '17:00'],
    roles: ['FACULTY', { template: 'DEAN', department: 5 }],
    departments: [1, 5],
  },
  {
    n: 3,
    name: 'Élise Tremblay',
    email: 'elise.tremblay@northgate.ca',
    kind: 'FACULTY',
    title: 'Lecturer in Linguistics',
    bio: 'Teaches bilingual acquisition and supervises the Montréal field school. Writes French in the morning and English after lunch.',
    campus: MONTREAL,
    hours: ['09:00', '17:00'],
    roles: ['FACULTY'],
    departments: [1, 6],
  },
  {
    n: 4,
    name: 'Jonas Lindqvist',
    email: 'jonas.lindqvist@northgate.ac.uk',
    kind: 'FACULTY',
    title: 'Senior Lecturer in Statistics',
    bio: 'Teaches research methods and reads every thesis appendix. Believes that a good plot answers one question.',
    campus: EDINBURGH,
    hours: ['09:00', '17:30'],
    roles: ['FACULTY'],
    departments: [1],
  },
  {
    n: 5,
    name: 'Mei-Ling Chen',
    email: 'meiling.chen@northgate.ac.uk',
    kind: 'FACULTY',
    title: 'Reader in Computer Science',
    bio: 'Works on programming languages for beginners and runs the second-year project. Office hours are on Tuesday afternoons.',
    campus: EDINBURGH,
    hours: ['09:30', '18:00'],
    roles: ['FACULTY'],
    departments: [1],
  },
  {
    n: 6,
    name: 'Baraka Otieno',
    email: 'baraka.otieno@northgate.ac.ke',
    kind: 'STAFF',
    title: 'Campus Coordinator',
    bio: 'Looks after rooms, visitors and everything that plugs in on the Nairobi campus. Knows who has the projector.',
    campus: NAIROBI,
    hours: ['08:00', '16:30'],
    roles: ['EMPLOYEE'],
    departments: [5],
  },
  {
    n: 7,
    name: 'Priya Raman',
    email: 'priya.raman@northgate.ac.uk',
    kind: 'STAFF',
    title: 'Head of Digital Services',
    bio: 'Keeps Northgate connected and its accounts in order. Prefers a short plan to a long meeting.',
    campus: EDINBURGH,
    hours: ['09:00', '17:30'],
    roles: ['SUPER_ADMIN', 'EMPLOYEE'],
    departments: [4],
  },
  {
    n: 8,
    name: 'Viviane Achterberg',
    email: 'viviane.achterberg@northgate.ac.uk',
    kind: 'STAFF',
    title: 'Registrar',
    bio: 'Responsible for enrolment, results and graduation. Answers fastest when the student number is in the first line.',
    campus: EDINBURGH,
    hours: ['08:30', '16:30'],
    roles: ['EMPLOYEE'],
    departments: [2, 3],
  },
  {
    n: 9,
    name: 'Yusuf Demir',
    email: 'yusuf.demir@northgate.ac.uk',
    kind: 'STAFF',
    title: 'IT Support Specialist',
    bio: 'First answer of the help desk, for staff, students and partners alike. Collects keyboards and error messages.',
    campus: EDINBURGH,
    hours: ['07:30', '15:30'],
    roles: ['SUPPORT_AGENT'],
    departments: [4],
  },
  {
    n: 10,
    name: 'Tomás Herrera',
    email: 'tomas.herrera@students.northgate.ac.uk',
    kind: 'STUDENT',
    title: 'MSc Data Science',
    bio: 'Writing a thesis on bus delays and weather. Class representative for research methods.',
    campus: EDINBURGH,
    hours: null,
    roles: ['STUDENT'],
    departments: [],
  },
  {
    n: 11,
    name: 'Ana Pereira',
    email: 'ana.pereira@students.northgate.ac.uk',
    kind: 'STUDENT',
    title: 'BSc Computer Science, year 3',
    bio: 'Builds tools for the student radio and tutors first-years in Python. Usually in the library before nine.',
    campus: EDINBURGH,
    hours: null,
    roles: ['STUDENT'],
    departments: [],
  },
  {
    n: 12,
    name: 'Daniel Mwangi',
    email: 'daniel.mwangi@students.northgate.ac.ke',
    kind: 'STUDENT',
    title: 'BA Public Policy, year 2',
    bio: 'Studies how counties budget for water. Captain of the Nairobi debating team.',
    campus: NAIROBI,
    hours: null,
    roles: ['STUDENT'],
    departments: [5],
  },
  {
    n: 13,
    name: 'Grace Mutua',
    email: 'grace.mutua@students.northgate.ac.ke',
    kind: 'STUDENT',
    title: 'BSc Statistics, year 3',
    bio: 'Works with rainfall records for her final project. Organises the Friday study group.',
    campus: NAIROBI,
    hours: null,
    roles: ['STUDENT'],
    departments: [5],
  },
  {
    n: 14,
    name: 'Zeinab Warsame',
    email: 'zeinab.warsame@students.northgate.ac.ke',
    kind: 'STUDENT',
    title: 'MA Linguistics',
    bio: 'Documents code-switching in Nairobi markets. Spends next term with the Montréal field school.',
    campus: NAIROBI,
    hours: null,
    roles: ['STUDENT'],
    departments: [5],
  },
  {
    n: 15,
    name: 'Leila Haddad',
    email: 'leila.haddad@harbour.example',
    kind: 'CUSTOMER',
    title: 'Partnerships, Harbour Logistics',
    bio: 'Arranges placements for Northgate students at Harbour. Needs the placement portal to work on the first of the month.',
    campus: EDINBURGH,
    hours: ['09:00', '17:00'],
    roles: ['CUSTOMER'],
    departments: [],
  },
];

/** The external examiner, who comes in by a guest pass to the thesis committee. */
export const guest = { n: 16, name: 'Oluwaseun Adeyemi', issuedBy: 1, channel: 1 } as const;

/** The one person of the other organisation, for showing that neither sees the other. */
export const harbourAdmin: DemoPerson = {
  n: 17,
  name: 'Noor Haddad',
  email: 'noor.haddad@harbour.example',
  kind: 'STAFF',
  title: 'Office Manager',
  bio: 'Runs the office of Harbour Logistics and its accounts. Likes ships that arrive when they said.',
  campus: EDINBURGH,
  hours: ['08:00', '16:00'],
  roles: ['SUPER_ADMIN'],
  departments: [],
};
