import { type AppError, load, notFound } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { organizationsById } from './organization.store.js';
import type { OrganizationRow } from './organization.table.js';

const organizations = (ctx: IdentityContext, ids: readonly string[]) => organizationsById(ctx.db, ids);

/** An organisation; everybody sees their own and no other. */
export async function findOrganization(ctx: IdentityContext, id: string): Promise<OrganizationRow | null> {
  if (id !== ctx.viewer.organizationId) return null;
  return (await load(ctx, organizations, id)) ?? null;
}

/** An organisation that somebody is known to belong to. */
export async function organizationOf(ctx: IdentityContext, id: string): Promise<OrganizationRow> {
  const organization = await load(ctx, organizations, id);
  if (!organization) throw notFound('Organization');
  return organization;
}

/**
 * Refuses whoever would enter an organisation that is suspended. Said only to those who have proven that they belong to
 * it: with the right password, a link, or a session.
 * @throws what `refusal` makes of the sentence
 */
export async function refuseSuspended(
  ctx: IdentityContext,
  organizationId: string,
  refusal: (sentence: string) => AppError,
): Promise<void> {
  const { name, suspendedAt, suspendedBecause } = await organizationOf(ctx, organizationId);
  if (!suspendedAt) return;
  throw refusal(
    suspendedBecause === null
      ? `${name} is suspended; ask whoever runs this service`
      : `${name} is suspended: ${suspendedBecause}`,
  );
}
