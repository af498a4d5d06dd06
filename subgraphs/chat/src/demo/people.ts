import { demoId } from '@parley/kit';
import type { DepartmentRow, PersonRow } from '../person/person.table.js';

/** The university of the demo. */
export const NORTHGATE = demoId('organization', 1);

const TEACHING = demoId('department', 1);
const REGISTRY = demoId('department', 2);
const LIBRARY = demoId('department', 3);
const HELP_DESK = demoId('department', 4);
/** The department whose channel follows its members in the demo. */
export const NAIROBI_CAMPUS = demoId('department', 5);
const MONTREAL_CAMPUS = demoId('department', 6);

interface DemoPerson {
  readonly n: number;
  readonly name: string;
  readonly kind: string;
  readonly country: string;
  readonly departments: readonly string[];
}

const people = {
  amara: { n: 1, name: 'Amara Okafor', kind: 'FACULTY', country: 'GB', departments: [TEACHING] },
  wanjiru: { n: 2, name: 'Wanjiru Kamau', kind: 'FACULTY', country: 'KE', departments: [NAIROBI_CAMPUS] },
  elise: { n: 3, name: 'Élise Tremblay', kind: 'FACULTY', country: 'CA', departments: [MONTREAL_CAMPUS] },
  jonas: { n: 4, name: 'Jonas Lindqvist', kind: 'FACULTY', country: 'GB', departments: [TEACHING] },
  meiling: { n: 5, name: 'Mei-Ling Chen', kind: 'FACULTY', country: 'GB', departments: [TEACHING] },
  baraka: { n: 6, name: 'Baraka Otieno', kind: 'STAFF', country: 'KE', departments: [NAIROBI_CAMPUS] },
  priya: { n: 7, name: 'Priya Raman', kind: 'STAFF', country: 'GB', departments: [HELP_DESK] },
  viviane: { n: 8, name: 'Viviane Achterberg', kind: 'STAFF', country: 'GB', departments: [REGISTRY] },
  yusuf: { n: 9, name: 'Yusuf Demir', kind: 'STAFF', country: 'GB', departments: [HELP_DESK] },
  tomas: { n: 10, name: 'Tomás Herrera', kind: 'STUDENT', country: 'GB', departments: [] },
  ana: { n: 11, name: 'Ana Pereira', kind: 'STUDENT', country: 'GB', departments: [] },
  daniel: { n: 12, name: 'Daniel Mwangi', kind: 'STUDENT', country: 'KE', departments: [] },
  grace: { n: 13, name: 'Grace Mutua', kind: 'STUDENT', country: 'KE', departments: [] },
  zeinab: { n: 14, name: 'Zeinab Warsame', kind: 'STUDENT', country: 'KE', departments: [] },
  oluwaseun: { n: 16, name: 'Oluwaseun Adeyemi', kind: 'GUEST', country: 'NG', departments: [] },
} as const satisfies Readonly<Record<string, DemoPerson>>;

/** Somebody of the demo, by first name. */
export type Name = keyof typeof people;

export const idOf = (name: Name): string => demoId('user', people[name].n);

export const nameOf = (name: Name): string => people[name].name;

/** How the composer writes a mention of somebody. */
export const mentionOf = (name: Name): string => `[@${people[name].name}](mention:${idOf(name)})`;

const zones = {
  GB: 'Europe/London',
  KE: 'Africa/Nairobi',
  CA: 'America/Toronto',
  NG: 'Africa/Lagos',
} as const;

/** The same people as identity makes; its events may come later and then have the last word. */
export const demoPeople = (): PersonRow[] =>
  Object.values(people).map(({ n, name, kind, country, departments }) => ({
    id: demoId('user', n),
    organizationId: NORTHGATE,
    kind,
    state: 'ACTIVE',
    displayName: name,
    departmentIds: departments,
    teamIds: [],
    roleIds: [],
    country,
    region: 'eu',
    timeZone: zones[country],
    workingHours: [],
  }));

const department = (id: string, name: string, head: Name | null): DepartmentRow => ({
  id,
  organizationId: NORTHGATE,
  name,
  headId: head && idOf(head),
});

/** The same departments as identity makes. */
export const demoDepartments = (): DepartmentRow[] => [
  department(TEACHING, 'Teaching', 'amara'),
  department(REGISTRY, 'Registry', 'viviane'),
  department(LIBRARY, 'Library', null),
  department(HELP_DESK, 'IT help desk', 'priya'),
  department(NAIROBI_CAMPUS, 'Nairobi campus', 'wanjiru'),
  department(MONTREAL_CAMPUS, 'Montréal campus', 'elise'),
];
