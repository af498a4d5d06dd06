import { type PersonNow, type Viewer, forbidden, invalid } from '@parley/kit';
import { apiTokensInUse } from '../api-token/api-token.service.js';
import type { IdentityContext } from '../context.js';
import { passOfGuest } from '../guest-pass/guest-pass.service.js';
import type { GuestPassRow } from '../guest-pass/guest-pass.table.js';
import { API_TOKEN_PREFIX } from '../session/secrets.js';
import { noteInUse } from '../session/session.access.js';
import type { UserState } from '../user/user.enums.js';
import { readSessions, standingOf } from './account.service.js';
import type { Standing } from './account.store.js';

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
  const sessions = await readSessions(
    ctx,
    read.flatMap(({ claims }) => claims?.sessionId ?? []),
  );
  await noteInUse(ctx, [...sessions.values()]);
  return new Map(
    read.flatMap(({ token, claims }): [string, Proven][] => {
      const session = claims && sessions.get(claims.sessionId);
      if (session?.standing.userId !== claims?.userId || !session) return [];
      const { userId, sessionId, expiresAt } = claims;
      const endsAt = session.guestPassId ? session.sessionEndsAt : null;
      return [[token, { userId, sessionId, kind: 'user', scopes: null, endsAt, expiresAt }]];
    }),
  );
}

/** Whether somebody would be let in at this moment. */
interface Entrance {
  readonly standing: Standing;
  readonly pass: GuestPassRow | null;
  /** Why not, in a sentence; null for whoever would be. */
  readonly barredBecause: string | null;
}

const BARRED: Readonly<Record<Exclude<UserState, 'ACTIVE'>, string>> = {
  DISABLED: 'Their account is locked',
  FORMER: 'They are a former member',
};

async function entranceOf(ctx: IdentityContext, userId: string): Promise<Entrance | null> {
  const standing = await standingOf(ctx, userId);
  if (!standing) return null;
  const entrance = (pass: GuestPassRow | null, barredBecause: string | null) => ({
    standing,
    pass,
    barredBecause,
  });
  if (standing.state !== 'ACTIVE') {
    return entrance(null, BARRED[standing.state]);
  }
  if (standing.suspended) return entrance(null, 'Their organisation is suspended');
  if (standing.kind !== 'GUEST') return entrance(null, null);
  const pass = await passOfGuest(ctx, userId);
  return entrance(pass, pass ? null : 'Their guest pass has ended or was withdrawn');
}

const viewerOf = (
  { standing, pass }: Entrance,
  { sessionId, kind, scopes, endsAt }: Omit<Proven, 'userId' | 'expiresAt'>,
): Viewer => ({
  id: standing.userId,
  organizationId: standing.organizationId,
  sessionId,
  kind: pass ? 'guest' : kind,
  permissions: standing.permissions,
  roles: standing.roles,
  departmentIds: standing.departmentIds,
  teamIds: standing.teamIds,
  country: standing.country,
  region: standing.region,
  grants: pass?.grants.map((grant) => ({ ...grant, grantedById: pass.issuedById })) ?? [],
  scopes,
  endsAt: (pass?.endsAt ?? endsAt)?.toISOString() ?? null,
});

async function issue(ctx: IdentityContext, proven: Proven | undefined): Promise<Passport | null> {
  if (!proven) return null;
  const entrance = await entranceOf(ctx, proven.userId);
  if (entrance?.barredBecause !== null) return null;
  return {
    ...viewerOf(entrance, proven),
    expiresAt: proven.expiresAt?.toISOString() ?? null,
    changesAt: entrance.standing.changesAt?.toISOString() ?? null,
  };
}

/** Who somebody would be with a session of their own, as the rules of all subgraphs see them; or why they are nobody. */
export async function personNow(ctx: IdentityContext, userId: string): Promise<PersonNow> {
  const entrance = await entranceOf(ctx, userId);
  if (!entrance) return { viewer: null, barredBecause: 'There is no such account' };
  const { barredBecause } = entrance;
  if (barredBecause !== null) return { viewer: null, barredBecause };
  const viewer = viewerOf(entrance, { sessionId: null, kind: 'user', scopes: null, endsAt: null });
  return { viewer, barredBecause };
}
