import { type Explained, type WhyArgs, decided, no, notFound, refusedBy } from '@parley/kit';
import { personNow } from '../account/passport.service.js';
import type { IdentityContext } from '../context.js';
import { accountOf, actorFor, decideForViewer, findUser } from './user.access.js';
import { explainOnUser } from './user-rights.rules.js';

/**
 * Whether somebody may do something with an account, and why: by the rules that decide when they try.
 * @throws NOT_FOUND where the viewer does not see the account or the person, FORBIDDEN for who may not ask
 */
export async function whyCan(
  ctx: IdentityContext,
  user: { readonly id: string },
  { userId, action }: WhyArgs,
): Promise<Explained> {
  const mayRead = await decideForViewer(ctx, user.id, 'READ');
  if (!mayRead.allowed) throw notFound('User');
  const mayAsk = await decideForViewer(ctx, user.id, 'EXPLAIN');
  if (!mayAsk.allowed) throw refusedBy(mayAsk);
  if (!(await findUser(ctx, userId))) throw notFound('User');
  const { viewer, barredBecause } = await personNow(ctx, userId);
  if (!viewer) return decided(no('ACCOUNT', barredBecause ?? 'Their account lets nobody in', userId));
  const [actor, account] = await Promise.all([actorFor(ctx, viewer), accountOf(ctx, user.id)]);
  if (!account) throw notFound('User');
  return explainOnUser(actor, account, action);
}
