import type { PersonRow } from '../person/person.table.js';
import type { CallPolicy } from './call-policy.js';

const MEMBERS = ['STAFF', 'FACULTY', 'STUDENT'];

/**
 * What somebody may whom no administrator decided about. People of the organisation call everyone; customers and guests
 * call nobody on their own, they are called, and record nothing.
 */
export const policyByKind = (kind: string): CallPolicy => ({
  mayCall: MEMBERS.includes(kind) ? 'EVERYONE' : 'NOBODY',
  mayVideo: true,
  mayRecord: MEMBERS.includes(kind),
});

/** Whether somebody may ring somebody else. */
export function mayRing(
  caller: PersonRow,
  callee: PersonRow,
  { mayCall }: CallPolicy,
  sharesChannel: boolean,
): boolean {
  const isColleague = caller.organizationId === callee.organizationId && caller.id !== callee.id;
  if (!isColleague || callee.state !== 'ACTIVE' || callee.kind === 'BOT') return false;
  if (mayCall === 'NOBODY') return false;
  if (mayCall === 'TEAM') return callee.teamIds.some((id) => caller.teamIds.includes(id));
  if (mayCall === 'SHARED_CHANNELS') return sharesChannel;
  return true;
}
