import { load } from '@parley/kit';
import type { IdentityContext } from '../context.js';
import { viewerManages } from '../user/user.access.js';
import type { Session } from './session.js';
import { liveSession, liveSessionsById, touchSession } from './session.store.js';
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

/** The session behind an access token, noted as in use; null once it ended. For the gateway only. */
export async function sessionInUse(ctx: IdentityContext, id: string): Promise<SessionRow | null> {
  const session = await liveSession(ctx.db, id);
  if (session) await touchSession(ctx.db, id);
  return session;
}
