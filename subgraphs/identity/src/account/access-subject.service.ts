import type { PersonNow } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { findUser, viewerIsOutside } from '../user/user.access.js';
import { personNow } from './passport.service.js';

/** Whom an explanation is about; null for whom the viewer does not know, and for viewers who are told of nobody. */
export async function referToSubject(
  ctx: IdentityContext,
  id: string,
): Promise<{ readonly id: string; readonly now: PersonNow } | null> {
  if (!(await findUser(ctx, id)) || (await viewerIsOutside(ctx))) return null;
  return { id, now: await personNow(ctx, id) };
}
