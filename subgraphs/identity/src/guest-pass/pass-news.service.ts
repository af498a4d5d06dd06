import { notFound } from '@parley/kit';
import { tellOrganization, tellViewer } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { passesById } from './guest-pass.store.js';
import type { GuestPassRow } from './guest-pass.table.js';

/** Tells the guest, whoever invited them, and other subgraphs of a pass. */
export async function tellPassChanged(ctx: IdentityContext, passId: string): Promise<void> {
  const pass = await freshPass(ctx, passId);
  const { organizationId, guestId, issuedById, grants, endsAt, revokedAt } = pass;
  const over = revokedAt !== null || endsAt <= new Date();
  for (const person of [guestId, issuedById]) {
    if (person) await tellViewer(ctx, person, 'guestPassChanged', { passId });
  }
  await tellOrganization(ctx, organizationId, 'guestPassChanged', {
    passId,
    organizationId,
    guestId,
    issuedById,
    grants,
    endsAt: endsAt.toISOString(),
    over,
  });
}

/** A pass as it is at this moment of a transaction. */
export async function freshPass(ctx: IdentityContext, id: string): Promise<GuestPassRow> {
  const pass = (await passesById(ctx.db, [id])).get(id);
  if (!pass) throw notFound('Guest pass');
  return pass;
}
