import { load } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { viewerManages } from '../user/user.access.js';
import type { Session } from './session.js';
import { isStale } from './session.rules.js';
import { liveSessionsById, touchSessions } from './session.store.js';
import type { SessionRow } from './session.table.js';

const sessions = (ctx: IdentityContext, ids: readonly string[]) => liveSessionsById(ctx.db, ids);

/** A session as its owner sees it, who asks from the current one. */
export const asSession = (row: SessionRow, currentId: string | null): Session => ({
  id: row.id,
  device: row.device,
  country: row.country,
  createdAt: row.createdAt,
  lastSeenAt: row.lastSeenAt,
  current: row.id === currentId,
});

/** An open session: one's own, or that of somebody whose account one manages. */
export async function findSession(ctx: IdentityContext, id: string): Promise<Session | null> {
  const row = await load(ctx, sessions, id);
  if (row?.organizationId !== ctx.viewer.organizationId) return null;
  const visible = row.userId === ctx.viewer.id || (await viewerManages(ctx, row.userId));
  return visible ? asSession(row, ctx.viewer.sessionId) : null;
}

/** Notes that sessions are in use, each now and then. For the gateway only. */
export async function noteInUse(
  ctx: IdentityContext,
  sessions: readonly { readonly sessionId: string; readonly lastSeenAt: Date }[],
): Promise<void> {
  const unseen = sessions.filter(({ lastSeenAt }) => isStale(lastSeenAt)).map(({ sessionId }) => sessionId);
  if (unseen.length > 0) await touchSessions(ctx.db, unseen);
}
