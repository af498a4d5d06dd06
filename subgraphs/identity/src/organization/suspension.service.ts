import { audit, conflict, notFound, transaction } from '@parley/kit';
import { tellOrganization } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { checkLine } from '../user/user.rules.js';
import {
  allOrganizations,
  lockedOrganization,
  organizationsById,
  setSuspension,
} from './organization.store.js';
import type { OrganizationRow } from './organization.table.js';

const LONGEST_REASON = 500;

/** Who runs this installation, and why they do something; they belong to none of its organisations. */
export interface OperatorAct {
  readonly organizationId: string;
  /** The name of the operator's account on the machine, for the audit trail. */
  readonly operator: string;
  /** In words for the people of the organisation, who are shown it; null tells them nothing. */
  readonly reason: string | null;
}

/**
 * Shuts a whole organisation out: nobody signs in, tokens and guest links are dead and connections end at once. Nothing
 * is deleted and no session ended, so that everybody is where they were when it is resumed.
 */
export function suspendOrganization(
  ctx: IdentityContext,
  { organizationId, operator, reason }: OperatorAct,
): Promise<OrganizationRow> {
  return transaction(ctx, async (ctx) => {
    const present = await lockedOrganization(ctx.db, organizationId);
    if (!present) throw notFound('Organization');
    if (present.suspendedAt) throw conflict(`${present.name} is suspended already`);
    const because = reason === null ? null : checkLine('reason', reason, LONGEST_REASON);
    await setSuspension(ctx.db, organizationId, { suspendedAt: new Date(), suspendedBecause: because });
    await audit(ctx, {
      action: 'suspendOrganization',
      targetId: organizationId,
      organizationId,
      details: { operator, reason: because },
    });
    await tellOrganization(ctx, organizationId, 'organizationChanged', { organizationId, suspended: true });
    return reread(ctx, organizationId);
  });
}

/** Lets a suspended organisation in again. */
export function resumeOrganization(
  ctx: IdentityContext,
  { organizationId, operator, reason }: OperatorAct,
): Promise<OrganizationRow> {
  return transaction(ctx, async (ctx) => {
    const present = await lockedOrganization(ctx.db, organizationId);
    if (!present) throw notFound('Organization');
    if (!present.suspendedAt) throw conflict(`${present.name} is not suspended`);
    await setSuspension(ctx.db, organizationId, { suspendedAt: null, suspendedBecause: null });
    await audit(ctx, {
      action: 'resumeOrganization',
      targetId: organizationId,
      organizationId,
      details: { operator, reason },
    });
    await tellOrganization(ctx, organizationId, 'organizationChanged', { organizationId, suspended: false });
    return reread(ctx, organizationId);
  });
}

/** All organisations by name, for who runs the installation. */
export const listOrganizations = (ctx: IdentityContext): Promise<OrganizationRow[]> =>
  allOrganizations(ctx.db);

async function reread(ctx: IdentityContext, id: string): Promise<OrganizationRow> {
  const row = (await organizationsById(ctx.db, [id])).get(id);
  if (!row) throw notFound('Organization');
  return row;
}
