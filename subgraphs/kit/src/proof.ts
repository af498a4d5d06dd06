import { createHmac, createSecretKey, hash, randomUUID, timingSafeEqual, type KeyObject } from 'node:crypto';
import type { Caller, Viewer } from './viewer.js';

/** The header in which the gateway vouches for a call. */
export const PROOF_HEADER = 'parley-proof';

const LIFETIME_SECONDS = 60;
/** How far the clocks of two machines may stand apart. */
const SKEW_SECONDS = 5;
const ISSUER = 'parley-gateway';

/** The one header there is: nobody chooses how a proof is checked. */
const HEADER = Buffer.from('{"alg":"HS256"}').toString('base64url');

const bodyHash = (body: string | Buffer): string => hash('sha256', body, 'base64url');

/** What is answered where a proof is missing or wrong. */
export const UNPROVEN = {
  errors: [{ message: 'Only the gateway may ask', extensions: { code: 'UNAUTHENTICATED' } }],
};

/** A call that came without the gateway's word, or with a wrong one. */
export class ProofError extends Error {}

interface Claims {
  readonly caller: Caller;
  readonly body: string;
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
  readonly iat: number;
  readonly exp: number;
}

/** What the gateway says of one call. */
interface Call {
  readonly audience: string;
  readonly caller: Caller;
  /** As it travels: a string counts as its UTF-8. */
  readonly body: string | Buffer;
}

/** The same viewer asks many times within the two seconds in which the gateway knows them. */
const viewersAsJson = new WeakMap<Viewer, string>();

function viewerAsJson(viewer: Viewer | null): string {
  if (viewer === null) return 'null';
  const known = viewersAsJson.get(viewer);
  if (known !== undefined) return known;
  const text = JSON.stringify(viewer);
  viewersAsJson.set(viewer, text);
  return text;
}

function callerAsJson({ viewer, ...rest }: Caller): string {
  return `{"viewer":${viewerAsJson(viewer)},${JSON.stringify(rest).slice(1)}`;
}

/**
 * Vouches for calls: a JWT (RFC 7519) of at most 60 s for each, that names the subgraph, the caller and the hash of the
 * body, so that a captured one opens nothing else. Signed and checked here in a few microseconds: every call between
 * services needs one, and jose goes through WebCrypto's threads for it and takes twenty times as long.
 */
export class ProofSigner {
  private readonly key: KeyObject;

  constructor(secret: string) {
    this.key = keyOf(secret);
  }

  sign({ audience, caller, body }: Call): string {
    const now = Math.floor(Date.now() / 1_000);
    const claims =
      `{"caller":${callerAsJson(caller)},"body":"${bodyHash(body)}","iss":"${ISSUER}",` +
      `"aud":${JSON.stringify(audience)},"jti":"${randomUUID()}","iat":${String(now)},` +
      `"exp":${String(now + LIFETIME_SECONDS)}}`;
    const signed = `${HEADER}.${Buffer.from(claims).toString('base64url')}`;
    return `${signed}.${createHmac('sha256', this.key).update(signed).digest('base64url')}`;
  }
}

const keyOf = (secret: string): KeyObject => createSecretKey(Buffer.from(secret));

/** Vouches for one call; see ProofSigner. */
export const signProof = (secret: string, call: Call): string => new ProofSigner(secret).sign(call);

/** Checks proofs for one subgraph and remembers those seen, for as long as they could be replayed. */
export class ProofVerifier {
  private seen = new Set<string>();
  private before = new Set<string>();
  private turnedAt = Date.now();
  private readonly key: KeyObject;

  constructor(
    secret: string,
    private readonly audience: string,
  ) {
    this.key = keyOf(secret);
  }

  /** @throws ProofError when it is missing, foreign, for another body, too old or used before */
  verify(proof: string | undefined, body: string | Buffer): Caller {
    if (!proof) throw new ProofError('No proof');
    const claims = this.read(proof);
    const now = Math.floor(Date.now() / 1_000);
    const age = now - claims.iat;
    const isFresh = claims.exp > now && age >= -SKEW_SECONDS && age <= LIFETIME_SECONDS;
    if (claims.iss !== ISSUER || claims.aud !== this.audience || !isFresh) {
      throw new ProofError('The proof does not hold');
    }
    if (claims.body !== bodyHash(body)) throw new ProofError('The proof is for another body');
    if (this.wasSeen(claims.jti)) throw new ProofError('The proof was used before');
    return claims.caller;
  }

  /** What was signed with our key, which is only ever claims of ProofSigner. */
  private read(proof: string): Claims {
    const dot = proof.lastIndexOf('.');
    const signed = proof.slice(0, dot);
    const wanted = createHmac('sha256', this.key).update(signed).digest();
    const given = Buffer.from(proof.slice(dot + 1), 'base64url');
    const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted);
    if (!isOurs || !signed.startsWith(`${HEADER}.`)) throw new ProofError('The proof does not hold');
    return JSON.parse(Buffer.from(signed.slice(HEADER.length + 1), 'base64url').toString()) as Claims;
  }

  /** Two generations, each as long as a proof may hold: bounded memory, and nothing is forgotten too early. */
  private wasSeen(id: string): boolean {
    if (Date.now() - this.turnedAt > (LIFETIME_SECONDS + SKEW_SECONDS) * 1_000) {
      this.before = this.seen;
      this.seen = new Set();
      this.turnedAt = Date.now();
    }
    if (this.seen.has(id) || this.before.has(id)) return true;
    this.seen.add(id);
    return false;
  }
}
