import type { LogEvent } from './log.js';
import { textOf, textOrNull, textsOf } from './told.js';

/** An account as identity tells of it in `userChanged`: a row of whoever follows people takes of it what it keeps. */
export interface ToldPerson {
  readonly id: string;
  readonly organizationId: string;
  readonly kind: string;
  readonly state: string;
  readonly displayName: string;
  readonly departmentIds: string[];
  readonly teamIds: string[];
  readonly roleIds: string[];
  readonly country: string | null;
  readonly region: string | null;
}

/** A department as identity tells of it in `departmentChanged`. */
export interface ToldDepartment {
  readonly id: string;
  readonly organizationId: string;
  readonly name: string;
  readonly headId: string | null;
}

/** The account that an event of identity is about. */
export const personIn = ({ data }: LogEvent): ToldPerson => ({
  id: textOf(data, 'userId'),
  organizationId: textOf(data, 'organizationId'),
  kind: textOf(data, 'kind'),
  state: textOf(data, 'state'),
  displayName: textOf(data, 'displayName'),
  departmentIds: textsOf(data, 'departmentIds'),
  teamIds: textsOf(data, 'teamIds'),
  roleIds: textsOf(data, 'roleIds'),
  country: textOrNull(data, 'country'),
  region: textOrNull(data, 'region'),
});

/** The department that an event of identity is about. */
export const departmentIn = ({ data }: LogEvent): ToldDepartment => ({
  id: textOf(data, 'departmentId'),
  organizationId: textOf(data, 'organizationId'),
  name: textOf(data, 'name'),
  headId: textOrNull(data, 'headId'),
});
