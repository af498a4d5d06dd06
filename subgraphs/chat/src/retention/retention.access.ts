import { audit, batchOf, forbidden, hasPermission, load, notFound, type RequestContext } from '@parley/kit';
import { type NamedPolicy, policiesById } from './retention.store.js';

const findPolicies = batchOf(policiesById);

const managesRetention = (ctx: RequestContext): boolean => hasPermission(ctx.viewer, 'MANAGE_RETENTION');

/**
 * Who sets how long messages are kept: whoever may in the organisation, also of channels that they do not read.
 * @throws FORBIDDEN, and writes the refusal down, where that is somebody else
 */
export async function requireRetention(ctx: RequestContext, action: string): Promise<void> {
  if (managesRetention(ctx)) return;
  await audit(ctx, { action, targetId: ctx.viewer.organizationId, refused: true });
  throw forbidden('Only people who manage retention may do this');
}

/** A policy of the viewer's organisation, for those who manage retention; null for others. */
export async function peekPolicy(ctx: RequestContext, id: string): Promise<NamedPolicy | null> {
  if (!managesRetention(ctx)) return null;
  const policy = await load(ctx, findPolicies, id);
  return policy?.organizationId === ctx.viewer.organizationId ? policy : null;
}

/** @throws NOT_FOUND where the policy is hidden or absent */
export async function accessPolicy(ctx: RequestContext, id: string): Promise<NamedPolicy> {
  const policy = await peekPolicy(ctx, id);
  if (!policy) throw notFound('RetentionPolicy');
  return policy;
}
