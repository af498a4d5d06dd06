import { audit, forbidden, invalid, load, newId, notFound, once, transaction } from '@parley/kit';
import { tellViewer } from '../account/account.service.js';
import type { IdentityContext } from '../context.js';
import { fingerprint } from '../session/secrets.js';
import { isStale } from '../session/session.rules.js';
import { checkName } from '../user/user.rules.js';
import type { ApiToken, CreatedApiToken } from './api-token.js';
import type { CreateApiTokenInput, RevokeApiTokenInput } from './api-token.inputs.js';
import {
  insertToken,
  liveTokensByHash,
  liveTokensOf,
  revokeTokenRow,
  tokensById,
  touchTokens,
} from './api-token.store.js';
import type { ApiTokenRow } from './api-token.table.js';

const MOST_TOKENS = 50;

const tokens = (ctx: IdentityContext, ids: readonly string[]) => tokensById(ctx.db, ids);

/** A token of the viewer that still works; nobody sees another person's. */
export async function readApiToken(ctx: IdentityContext, id: string): Promise<ApiToken | null> {
  const token = await load(ctx, tokens, id);
  return token?.userId === ctx.viewer.id && token.revokedAt === null ? token : null;
}

/** Tokens of a viewer, newest first. */
export const apiTokensOf = (ctx: IdentityContext, viewer: { readonly id: string }): Promise<ApiTokenRow[]> =>
  liveTokensOf(ctx.db, viewer.id);

export function createApiToken(ctx: IdentityContext, input: CreateApiTokenInput): Promise<CreatedApiToken> {
  if (ctx.viewer.sessionId === null || ctx.viewer.kind !== 'user') {
    // A token that makes tokens would outlive its own revocation; a guest's would outlive nothing but confuse all.
    throw forbidden('Sign in yourself to make API tokens');
  }
  return transaction(ctx, async (ctx) => {
    const id = await once(ctx, 'createApiToken', input, () => makeToken(ctx, input));
    const token = (await tokensById(ctx.db, [id])).get(id);
    if (!token) throw notFound('API token');
    return { token, secret: ctx.secrets.apiTokenSecret(id) };
  });
}

async function makeToken(ctx: IdentityContext, input: CreateApiTokenInput): Promise<{ id: string }> {
  const { id: userId, organizationId } = ctx.viewer;
  const scopes = [...new Set(input.scopes)];
  if (scopes.length === 0) throw invalid('scopes', 'Choose what the token may do');
  if (input.expiresAt && input.expiresAt <= new Date()) {
    throw invalid('expiresAt', 'Choose an end in the future');
  }
  if ((await liveTokensOf(ctx.db, userId)).length >= MOST_TOKENS) {
    throw invalid('name', `You have ${String(MOST_TOKENS)} tokens already; end one first`);
  }
  const id = newId('api_token');
  const name = checkName('name', input.name);
  const hash = fingerprint(ctx.secrets.apiTokenSecret(id));
  await insertToken(ctx.db, {
    id,
    userId,
    organizationId,
    name,
    hash,
    scopes,
    expiresAt: input.expiresAt ?? null,
  });
  await audit(ctx, { action: 'createApiToken', targetId: id, details: { scopes } });
  return { id };
}

export function revokeApiToken(ctx: IdentityContext, input: RevokeApiTokenInput): Promise<{ id: string }> {
  return transaction(ctx, async (ctx) => {
    const token = (await tokensById(ctx.db, [input.tokenId])).get(input.tokenId);
    if (token?.userId !== ctx.viewer.id) throw notFound('API token');
    if (token.revokedAt === null) {
      await revokeTokenRow(ctx.db, token.id);
      await audit(ctx, { action: 'revokeApiToken', targetId: token.id });
      // Sockets that were opened with it look at their credential again.
      await tellViewer(ctx, token.userId, 'accessChanged', { userId: token.userId });
    }
    return { id: token.id };
  });
}

/** The tokens behind secrets, noted as in use, by secret; those that ended are left out. For the gateway only. */
export async function apiTokensInUse(
  ctx: IdentityContext,
  secrets: readonly string[],
): Promise<ReadonlyMap<string, ApiTokenRow>> {
  if (secrets.length === 0) return new Map();
  const found = await liveTokensByHash(ctx.db, secrets.map(fingerprint));
  const unused = [...found.values()].filter(({ lastUsedAt }) => isStale(lastUsedAt));
  if (unused.length > 0) {
    await touchTokens(
      ctx.db,
      unused.map(({ id }) => id),
    );
  }
  return new Map(
    secrets.flatMap((each) => {
      const token = found.get(fingerprint(each));
      return token ? [[each, token]] : [];
    }),
  );
}
