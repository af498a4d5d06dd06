import { randomUUID } from 'node:crypto';

/** Demo accounts by the role they show. */
export const people = {
  head: 'amara.okafor@northgate.ac.uk',
  dean: 'wanjiru.kamau@northgate.ac.ke',
  faculty: 'elise.tremblay@northgate.ca',
  colleague: 'jonas.lindqvist@northgate.ac.uk',
  employee: 'baraka.otieno@northgate.ac.ke',
  administrator: 'priya.raman@northgate.ac.uk',
  agent: 'yusuf.demir@northgate.ac.uk',
  student: 'daniel.mwangi@students.northgate.ac.ke',
  classmate: 'grace.mutua@students.northgate.ac.ke',
  customer: 'leila.haddad@harbour.example',
  elsewhere: 'noor.haddad@harbour.example',
} as const;

/** A role of the demo organisation. */
export type Role = keyof typeof people;

/** Everybody who works or studies at the university: whoever of them may be in a channel with all others. */
export const campus: readonly Role[] = (Object.keys(people) as Role[]).filter(
  (role) => role !== 'customer' && role !== 'elsewhere',
);

/** A fresh client key. */
export const aKey = (): string => randomUUID();
