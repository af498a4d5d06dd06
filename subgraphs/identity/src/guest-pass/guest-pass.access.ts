import { audit, forbidden, hasPermission, load, notFound } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { passesById } from './guest-pass.store.js';
import type { GuestPassRow } from './guest-pass.table.js';

const passes = (ctx: IdentityContext, ids: readonly string[]) => passesById(ctx.db, ids);

/** Whether the viewer oversees all guests of the organisation. */
export const overseesGuests = (ctx: IdentityContext): boolean => hasPermission(ctx.viewer, 'MANAGE_GUESTS');

/** A pass that the viewer oversees, issued, or came in with. */
export async function findPass(ctx: IdentityContext, id: string): Promise<GuestPassRow | null> {
  const pass = await load(ctx, passes, id);
  if (pass?.organizationId !== ctx.viewer.organizationId) return null;
  const { viewer } = ctx;
  return overseesGuests(ctx) || pass.issuedById === viewer.id || pass.guestId === viewer.id ? pass : null;
}

/** A pass that the viewer may end: one they oversee or issued. */
export async function accessPass(ctx: IdentityContext, id: string, action: string): Promise<GuestPassRow> {
  const pass = await findPass(ctx, id);
  if (!pass) throw notFound('Guest pass');
  if (overseesGuests(ctx) || pass.issuedById === ctx.viewer.id) return pass;
  await audit(ctx, { action, targetId: id, refused: true });
  throw forbidden('Only who issued a pass, or oversees guests, may do this');
}

/** Refuses whoever may not invite guests. */
export async function requireInviting(ctx: IdentityContext, action: string): Promise<void> {
  if (overseesGuests(ctx) || hasPermission(ctx.viewer, 'INVITE_GUESTS')) return;
  await audit(ctx, { action, targetId: null, refused: true });
  throw forbidden('Only people who may invite guests may do this');
}
