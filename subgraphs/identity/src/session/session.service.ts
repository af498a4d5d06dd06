import {
  audit,
  forbidden,
  invalid,
  newId,
  notFound,
  rateLimited,
  transaction,
  unauthenticated,
} from '@parley/kit';
import { tellViewer } from '../account/account.service.js';
import type { Viewer } from '../account/viewer.js';
import type { IdentityContext } from '../context.js';
import { refuseSuspended } from '../organization/organization.access.js';
import { accountForSignIn, viewerManages } from '../user/user.access.js';
import { checkLine } from '../user/user.rules.js';
import { asSession } from './session.access.js';
import { ACCESS_SECONDS, fingerprint } from './secrets.js';
import type { RevokeSessionInput, SignInInput, SignOutInput } from './session.inputs.js';
import { ATTEMPTS, deviceWords } from './session.rules.js';
import type { Session, SessionToken, SignInOptions, SignedIn } from './session.js';
import {
  countAttempt,
  deleteOldSessions,
  endSessionRows,
  forgetAttempts,
  insertRefreshToken,
  insertSession,
  liveSession,
  liveSessionsOf,
  overdueSessions,
  presentedToken,
  replaceRefreshTokens,
  takeAttemptBack,
  touchSessions,
  type PresentedToken,
  type SessionSelection,
} from './session.store.js';

const COOKIE = 'parley_refresh';
const COOKIE_PATH = '/graphql';
const REFRESH_DAYS = 30;
/** Two tabs may renew at once, and an answer may be lost: a replaced token is good for this much longer. */
const GRACE_SECONDS = 10;
const LONGEST_DEVICE = 80;
const LONGEST_USER_AGENT = 400;

/** Counts an attempt at something secret; too many are refused until the window is over, right or wrong. */
export async function countTry(
  ctx: IdentityContext,
  subject: string,
  most: number = ATTEMPTS.account,
): Promise<void> {
  const { attempts, seconds } = await countAttempt(ctx.db, subject, ATTEMPTS.windowMinutes);
  if (attempts > most) {
    throw rateLimited(`Too many attempts; try again in ${String(Math.ceil(seconds / 60))} minutes`, seconds);
  }
}

const addressOf = (ctx: IdentityContext): string => `ip:${ctx.caller.client.ip}`;

/** Counts an attempt of the address that a request comes from. */
export const countAddress = (ctx: IdentityContext): Promise<void> =>
  countTry(ctx, addressOf(ctx), ATTEMPTS.ip);

/** The attempt was right: it does not count. */
export const forgiveAddress = (ctx: IdentityContext): Promise<void> =>
  takeAttemptBack(ctx.db, addressOf(ctx));

/**
 * Signs in with a password. Answers, in words and time, are the same for unknown addresses, locked accounts and wrong
 * passwords; attempts are counted before they are made, so that parallel ones cannot pass the limit together.
 */
export async function signIn(ctx: IdentityContext, input: SignInInput): Promise<SignedIn> {
  const account = `account:${fingerprint(input.email.toLowerCase())}`;
  await countAddress(ctx);
  await countTry(ctx, account);
  const user = await accountForSignIn(ctx, input.email);
  const hash = user?.state === 'ACTIVE' ? user.passwordHash : null;
  const matches = await ctx.passwords.matches(hash, input.password);
  if (!user || !matches) throw invalid('password', 'The address or the password is wrong');
  await forgetAttempts(ctx.db, account);
  await forgiveAddress(ctx);
  const { id: userId, organizationId } = user;
  return transaction(ctx, (ctx) => openSession(ctx, { userId, organizationId, device: input.device }));
}

/** Who enters, and how long at most. */
interface Entrance {
  readonly userId: string;
  readonly organizationId: string;
  readonly device?: string | null | undefined;
  readonly guestPassId?: string;
  readonly endsAt?: Date;
}

/**
 * Opens a session: a row, a refresh cookie and an access token.
 * @throws FORBIDDEN while the organisation is suspended
 */
export async function openSession(ctx: IdentityContext, entrance: Entrance): Promise<SignedIn> {
  const { userId, organizationId, guestPassId = null, endsAt } = entrance;
  await refuseSuspended(ctx, organizationId, forbidden);
  const { ip, userAgent } = ctx.caller.client;
  const longest = new Date(Date.now() + REFRESH_DAYS * 86_400_000);
  const session = {
    id: newId('session'),
    userId,
    organizationId,
    guestPassId,
    device: entrance.device ? checkLine('device', entrance.device, LONGEST_DEVICE) : deviceWords(userAgent),
    userAgent: userAgent.slice(0, LONGEST_USER_AGENT),
    ip,
    expiresAt: endsAt && endsAt < longest ? endsAt : longest,
  };
  await insertSession(ctx.db, session);
  const token = await issueTokens(ctx, session);
  return { token, viewer: { id: userId, sessionId: session.id, organizationId } };
}

async function issueTokens(
  ctx: IdentityContext,
  session: { readonly id: string; readonly userId: string; readonly expiresAt: Date },
): Promise<SessionToken> {
  const refresh = ctx.secrets.newRefreshToken();
  await insertRefreshToken(ctx.db, fingerprint(refresh), session.id);
  const maxAgeSeconds = Math.floor((session.expiresAt.getTime() - Date.now()) / 1_000);
  ctx.reply.setCookie(COOKIE, refresh, { maxAgeSeconds, path: COOKIE_PATH });
  const expiresAt = new Date(Math.min(Date.now() + ACCESS_SECONDS * 1_000, session.expiresAt.getTime()));
  const accessToken = await ctx.secrets.signAccess(
    { userId: session.userId, sessionId: session.id },
    expiresAt,
  );
  return { accessToken, expiresAt };
}

/**
 * Exchanges the refresh cookie. A token that was replaced longer ago than the grace was stolen or copied: nobody can
 * tell by whom, so the whole session ends.
 */
export async function renewSession(ctx: IdentityContext): Promise<SessionToken> {
  const refresh = ctx.caller.client.refreshToken;
  if (refresh === null) throw unauthenticated();
  const token = await transaction(ctx, async (ctx) => {
    const presented = await presentedToken(ctx.db, fingerprint(refresh));
    if (!presented?.open) return null;
    if (wasReused(presented)) {
      await endSessions(ctx, { ids: [presented.sessionId] }, 'refresh token reused');
      return null;
    }
    const session = await liveSession(ctx.db, presented.sessionId);
    if (!session) return null;
    // The cookie stays: the session goes on when the organisation does.
    await refuseSuspended(ctx, session.organizationId, unauthenticated);
    await replaceRefreshTokens(ctx.db, session.id);
    await touchSessions(ctx.db, [session.id]);
    return issueTokens(ctx, session);
  });
  if (token) return token;
  ctx.reply.clearCookie(COOKIE, COOKIE_PATH);
  throw unauthenticated('This session is over; sign in again');
}

const wasReused = ({ replacedFor }: PresentedToken): boolean =>
  replacedFor !== null && replacedFor > GRACE_SECONDS;

/** The session that a request belongs to: by its access token, or by its cookie when the token ran out. */
async function ownSession(ctx: IdentityContext): Promise<{ id: string; userId: string } | null> {
  const { viewer, client } = ctx.caller;
  if (viewer?.sessionId) return { id: viewer.sessionId, userId: viewer.id };
  if (client.refreshToken === null) return null;
  const presented = await presentedToken(ctx.db, fingerprint(client.refreshToken));
  return presented?.open ? { id: presented.sessionId, userId: presented.userId } : null;
}

export async function signOut(ctx: IdentityContext, { everywhere }: SignOutInput): Promise<{ id: string }> {
  const own = await transaction(ctx, async (ctx) => {
    const session = await ownSession(ctx);
    if (session) {
      await endSessions(ctx, everywhere ? { userId: session.userId } : { ids: [session.id] }, 'signed out');
    }
    return session;
  });
  ctx.reply.clearCookie(COOKIE, COOKIE_PATH);
  if (!own) throw unauthenticated();
  return { id: own.id };
}

/** Ends a session of the viewer, or of somebody whose account they manage. */
export function revokeSession(
  ctx: IdentityContext,
  { sessionId }: RevokeSessionInput,
): Promise<{ id: string }> {
  return transaction(ctx, async (ctx) => {
    const session = await liveSession(ctx.db, sessionId);
    if (session?.organizationId !== ctx.viewer.organizationId) throw notFound('Session');
    const { userId } = session;
    if (userId !== ctx.viewer.id) {
      const refused = !(await viewerManages(ctx, userId));
      await audit(ctx, { action: 'revokeSession', targetId: sessionId, details: { userId }, refused });
      // To whoever manages nobody, another person's session is as absent as an invented one.
      if (refused) throw notFound('Session');
    }
    await endSessions(ctx, { ids: [sessionId] }, 'revoked');
    return { id: sessionId };
  });
}

/** Ends sessions and tells their devices, whose sockets the gateway then closes. */
export async function endSessions(
  ctx: IdentityContext,
  selection: SessionSelection,
  reason: string,
): Promise<void> {
  const ended = await endSessionRows(ctx.db, selection, reason);
  for (const { id, userId } of ended) await tellViewer(ctx, userId, 'sessionRevoked', { sessionId: id });
}

/** Open sessions of a viewer, the one used last first. */
export async function sessionsOf(ctx: IdentityContext, viewer: Viewer): Promise<Session[]> {
  const rows = await liveSessionsOf(ctx.db, viewer.id);
  return rows.map((row) => asSession(row, viewer.sessionId));
}

/** The session that a viewer came with; null for API tokens. */
export async function sessionOf(ctx: IdentityContext, { sessionId }: Viewer): Promise<Session | null> {
  const row = sessionId === null ? null : await liveSession(ctx.db, sessionId);
  return row && asSession(row, sessionId);
}

/** The session of this request; null for API tokens. */
export const currentSession = (ctx: IdentityContext): Promise<Session | null> => sessionOf(ctx, ctx.viewer);

/** Ends sessions whose time is over, and forgets old ones; run by the housekeeping job. */
export async function endOverdueSessions(ctx: IdentityContext): Promise<void> {
  const BATCH = 200;
  let ids = await overdueSessions(ctx.db, BATCH);
  while (ids.length > 0) {
    await transaction(ctx, (ctx) => endSessions(ctx, { ids }, 'expired'));
    ids = ids.length < BATCH ? [] : await overdueSessions(ctx.db, BATCH);
  }
  await deleteOldSessions(ctx.db);
}

/** How anybody may sign in; the same for every address until organisations connect providers of their own. */
export const signInOptions = (): SignInOptions => ({ password: true, providers: [] });
