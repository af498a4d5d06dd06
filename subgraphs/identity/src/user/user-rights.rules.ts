import { type Action, type Decision, type Weighing, allows, decide, decided, no, yes } from '@parley/kit';
import type { Standing } from '../account/account.service.js';
import type { UserKind } from './user.enums.js';
import { isOutside } from './user.rules.js';

/** What somebody may do with an account. */
export type UserRight = 'READ' | 'EDIT' | 'MANAGE' | 'EXPLAIN';

const USER_RIGHTS: readonly UserRight[] = ['READ', 'EDIT', 'MANAGE', 'EXPLAIN'];

/** Of whom it is decided. */
export interface Actor {
  readonly id: string;
  readonly organizationId: string;
  /** Null for somebody whose account is gone. */
  readonly kind: UserKind | null;
  readonly permissions: readonly string[];
  readonly within: Standing['within'];
}

/** About whose account. */
export type Account = Pick<Standing, 'userId' | 'organizationId' | 'state' | 'departmentIds' | 'permissions'>;

const MANAGES_NOBODY = no('NONE', 'Only people who manage accounts may do this');

/** Whether a role lets somebody manage that account, be it everywhere or within a department of it. */
export function managing({ permissions, within }: Actor, { departmentIds }: Account) {
  if (permissions.includes('MANAGE_PEOPLE')) return yes('ROLE', 'A role of theirs lets them manage accounts');
  const department = within.find(
    (each) => each.permissions.includes('MANAGE_PEOPLE') && departmentIds.includes(each.departmentId),
  );
  if (!department) return MANAGES_NOBODY;
  const text = 'A role of theirs lets them manage the accounts of a department that this person belongs to';
  return yes('ROLE', text, department.departmentId);
}

/**
 * Accounts that may do more than one's own are out of reach: managing people must not become a way to rule those who
 * rule.
 */
function* ofManagers(actor: Actor, account: Account): Weighing {
  const managed = managing(actor, account);
  if (!managed.allows) return managed;
  const isBeyond = account.permissions.some((each) => !actor.permissions.includes(each));
  if (!isBeyond) return managed;
  yield managed;
  if (actor.permissions.includes('MANAGE_ROLES')) {
    return yes(
      'ROLE',
      'A role of theirs lets them manage roles, and so accounts that may do more than theirs',
    );
  }
  const text = 'Only somebody who manages roles may change an account that may do more than their own';
  return no('ROLE', text, account.userId);
}

/** The rules of one right over one account, in the order in which they are weighed. */
export function* weighUser(actor: Actor, account: Account, right: UserRight): Weighing {
  if (actor.organizationId !== account.organizationId) {
    return no('ORGANIZATION_POLICY', 'This person belongs to another organisation');
  }
  const own = actor.id === account.userId;
  if (!own && (!actor.kind || isOutside(actor.kind))) {
    return no('ORGANIZATION_POLICY', 'Guests and customers see no directory');
  }
  const seen = own
    ? yes('OWNER', 'This is their own account', account.userId)
    : yes('ORGANIZATION_POLICY', 'People of an organisation see each other', account.organizationId);
  if (right === 'READ') return seen;
  yield seen;
  if (account.state === 'FORMER') return no('STATE', 'This is a former member', account.userId);
  if (!own || right !== 'EDIT') return yield* ofManagers(actor, account);
  return actor.kind === 'GUEST'
    ? no('GUEST_PASS', 'Guests are named by their pass')
    : yes('OWNER', 'Everybody keeps their own profile', account.userId);
}

/** Whether somebody may do that with an account, and why. */
export const decideOnUser = (actor: Actor, account: Account, right: UserRight): Decision =>
  decide(weighUser(actor, account, right));

/** Everything somebody may do with an account. */
export const userRights = (actor: Actor, account: Account): UserRight[] =>
  USER_RIGHTS.filter((right) => allows(weighUser(actor, account, right)));

/** Whether somebody may do with an account what might be done with anything, and why. */
export function explainOnUser(actor: Actor, account: Account, action: Action): Decision {
  const right = USER_RIGHTS.find((each) => each === action);
  return right
    ? decideOnUser(actor, account, right)
    : decided(no('NONE', 'Nobody does this with an account', account.userId));
}
