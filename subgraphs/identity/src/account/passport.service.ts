import { type Viewer, forbidden, invalid } from '@parley/kit';
import { apiTokensInUse } from '../api-token/api-token.service.js';
import type { IdentityContext } from '../context.js';
import { passOfGuest } from '../guest-pass/guest-pass.service.js';
import { API_TOKEN_PREFIX } from '../session/secrets.js';
import { sessionsInUse } from '../session/session.access.js';
import { standingOf } from './account.service.js';

/** A Viewer, and for how long that holds. */
export interface Passport extends Viewer {
  /** When the credential that it was made of has to be shown again. */
  readonly expiresAt: string | null;
  /** When the viewer's rights change by themselves, since a role was given with an end. */
  readonly changesAt: string | null;
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

const MOST = 100;

/**
 * Who each credential speaks for, with what they may do at this moment; null for one that is wrong, over or revoked,
 * and for accounts and organisations that are locked. The number of statements does not depend on how many are asked
 * for. Asked by the gateway only.
 */
export async function passports(
  ctx: IdentityContext,
  credentials: readonly string[],
): Promise<(Passport | null)[]> {
  if (!ctx.caller.internal) throw forbidden('Only the gateway asks this');
  if (credentials.length > MOST) {
    throw invalid('credentials', `Ask for at most ${String(MOST)} passports at once`);
  }
  const [bySession, byToken] = await Promise.all([
    byAccessTokens(ctx, credentials),
    byApiTokens(ctx, credentials),
  ]);
  return Promise.all(credentials.map((each) => issue(ctx, bySession.get(each) ?? byToken.get(each))));
}

const isApiToken = (credential: string): boolean => credential.startsWith(API_TOKEN_PREFIX);

async function byApiTokens(
  ctx: IdentityContext,
  credentials: readonly string[],
): Promise<ReadonlyMap<string, Proven>> {
  const tokens = await apiTokensInUse(ctx, credentials.filter(isApiToken));
  return new Map(
    [...tokens].map(([secret, { userId, scopes, expiresAt }]) => [
      secret,
      { userId, sessionId: null, kind: 'app', scopes, endsAt: expiresAt, expiresAt },
    ]),
  );
}

async function byAccessTokens(
  ctx: IdentityContext,
  credentials: readonly string[],
): Promise<ReadonlyMap<string, Proven>> {
  const read = await Promise.all(
    credentials
      .filter((each) => !isApiToken(each))
      .map(async (token) => ({ token, claims: await ctx.secrets.readAccess(token) })),
  );
  const sessions = await sessionsInUse(
    ctx,
    read.flatMap(({ claims }) => claims?.sessionId ?? []),
  );
  return new Map(
    read.flatMap(({ token, claims }): [string, Proven][] => {
      const session = claims && sessions.get(claims.sessionId);
      if (session?.userId !== claims?.userId || !session) return [];
      const { userId, sessionId, expiresAt } = claims;
      const endsAt = session.guestPassId ? session.expiresAt : null;
      return [[token, { userId, sessionId, kind: 'user', scopes: null, endsAt, expiresAt }]];
    }),
  );
}

async function issue(ctx: IdentityContext, proven: Proven | undefined): Promise<Passport | null> {
  if (!proven) return null;
  const standing = await standingOf(ctx, proven.userId);
  if (standing?.state !== 'ACTIVE' || standing.suspended) return null;
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
    changesAt: standing.changesAt?.toISOString() ?? null,
  };
}
