import { type Viewer, forbidden } from '@parley/kit';
import { apiTokenInUse } from '../api-token/api-token.service.js';
import type { IdentityContext } from '../context.js';
import { passOfGuest } from '../guest-pass/guest-pass.service.js';
import { API_TOKEN_PREFIX } from '../session/secrets.js';
import { sessionInUse } from '../session/session.access.js';
import { standingOf } from './account.service.js';

/** A Viewer, and when the credential that it was made of has to be shown again. */
export interface Passport extends Viewer {
  readonly expiresAt: string | null;
}

/** What a credential proves by itself, before anybody's rights are looked up. */
interface Proven {
  readonly userId: string;
  readonly sessionId: string | null;
  readonly kind: 'user' | 'app';
  readonly scopes: readonly string[] | null;
  readonly endsAt: Date | null;
  readonly expiresAt: Date | null;
}

/**
 * Who a credential speaks for, with what they may do at this moment; null for one that is wrong, over or revoked, and
 * for accounts that are locked. Asked by the gateway only.
 */
export async function passport(ctx: IdentityContext, credential: string): Promise<Passport | null> {
  if (!ctx.caller.internal) throw forbidden('Only the gateway asks this');
  const proven = credential.startsWith(API_TOKEN_PREFIX)
    ? await byApiToken(ctx, credential)
    : await byAccessToken(ctx, credential);
  return proven && issue(ctx, proven);
}

async function byApiToken(ctx: IdentityContext, secret: string): Promise<Proven | null> {
  const token = await apiTokenInUse(ctx, secret);
  if (!token) return null;
  const { userId, scopes, expiresAt } = token;
  return { userId, sessionId: null, kind: 'app', scopes, endsAt: expiresAt, expiresAt };
}

async function byAccessToken(ctx: IdentityContext, token: string): Promise<Proven | null> {
  const claims = await ctx.secrets.readAccess(token);
  if (!claims) return null;
  const session = await sessionInUse(ctx, claims.sessionId);
  if (session?.userId !== claims.userId) return null;
  const { userId, sessionId, expiresAt } = claims;
  const endsAt = session.guestPassId ? session.expiresAt : null;
  return { userId, sessionId, kind: 'user', scopes: null, endsAt, expiresAt };
}

async function issue(ctx: IdentityContext, proven: Proven): Promise<Passport | null> {
  const standing = await standingOf(ctx, proven.userId);
  if (standing?.state !== 'ACTIVE') return null;
  const pass = standing.kind === 'GUEST' ? await passOfGuest(ctx, proven.userId) : null;
  if (standing.kind === 'GUEST' && !pass) return null;
  const { organizationId, permissions, roles, departmentIds, teamIds, country, region } = standing;
  return {
    id: proven.userId,
    organizationId,
    sessionId: proven.sessionId,
    kind: pass ? 'guest' : proven.kind,
    permissions,
    roles,
    departmentIds,
    teamIds,
    country,
    region,
    grants: pass?.grants.map((grant) => ({ ...grant, grantedById: pass.issuedById })) ?? [],
    scopes: proven.scopes,
    endsAt: (pass?.endsAt ?? proven.endsAt)?.toISOString() ?? null,
    expiresAt: proven.expiresAt?.toISOString() ?? null,
  };
}
