import { createHash, createHmac, randomBytes } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';

const ISSUER = 'parley';
const AUDIENCE = 'parley';
const ALGORITHM = 'HS256';

/** How long an access token lives. */
export const ACCESS_SECONDS = 600;

/** How API tokens begin, so that secret scanners find lost ones. */
export const API_TOKEN_PREFIX = 'parley_pat_';

/** What is stored of a secret; it is random enough not to need a slow hash. */
export const fingerprint = (secret: string): string =>
  createHash('sha256').update(secret).digest('base64url');

/** What an access token says. */
export interface AccessClaims {
  readonly userId: string;
  readonly sessionId: string;
}

/** Makes and checks the secrets that identity hands out. */
export class Secrets {
  private readonly key: Uint8Array;

  constructor(tokenSecret: string) {
    this.key = new TextEncoder().encode(tokenSecret);
  }

  /** A refresh token; random, so nothing but the cookie can repeat it. */
  newRefreshToken(): string {
    return randomBytes(32).toString('base64url');
  }

  /** The secret part of a guest link: derived, so that a retried mutation answers the same without storing it. */
  guestLinkToken(passId: string): string {
    return this.derive('guest link', passId);
  }

  /** The secret of an API token; derived for the same reason. */
  apiTokenSecret(tokenId: string): string {
    return `${API_TOKEN_PREFIX}${this.derive('api token', tokenId)}`;
  }

  signAccess({ userId, sessionId }: AccessClaims, expiresAt: Date): Promise<string> {
    return new SignJWT({ sid: sessionId })
      .setProtectedHeader({ alg: ALGORITHM })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(userId)
      .setIssuedAt()
      .setExpirationTime(expiresAt)
      .sign(this.key);
  }

  /** The claims of an access token, null when it is not one of ours or over. */
  async readAccess(token: string): Promise<(AccessClaims & { readonly expiresAt: Date }) | null> {
    try {
      const { payload } = await jwtVerify(token, this.key, {
        algorithms: [ALGORITHM],
        issuer: ISSUER,
        audience: AUDIENCE,
        requiredClaims: ['sub', 'sid', 'exp'],
      });
      const { sub, sid, exp } = payload;
      if (typeof sub !== 'string' || typeof sid !== 'string' || exp === undefined) return null;
      return { userId: sub, sessionId: sid, expiresAt: new Date(exp * 1_000) };
    } catch (error) {
      // jose reports every kind of wrong token by throwing.
      if (error instanceof errors.JOSEError) return null;
      throw error;
    }
  }

  private derive(purpose: string, id: string): string {
    return createHmac('sha256', this.key).update(`${purpose} ${id}`).digest('base64url');
  }
}
