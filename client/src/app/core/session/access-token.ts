import { Service, computed, signal } from '@angular/core';
import { print } from 'graphql';
import { renewSessionId } from '../../../generated/first-document';
import { RenewSessionDocument, type RenewSessionMutation } from '../../../generated/graphql';
import { isUnknown } from '../graphql/documents';
import { reconnectDelay } from '../graphql/reconnect.rules';

/** A short-lived token and when it ends, as the server answers it. */
export interface HeldToken {
  readonly accessToken: string;
  readonly expiresAt: string;
}

/** What became of an attempt to exchange the refresh cookie for a new token. */
export type Renewal = 'renewed' | 'refused' | 'unreachable';

const OPERATION = 'RenewSession';
const RENEW_AHEAD_MS = 60_000;
const SHORTEST_WAIT_MS = 5_000;
/** A renewal that is not answered gives way: the other windows wait for their turn, in milliseconds. */
const ANSWER_WITHIN_MS = 10_000;

interface RenewAnswer {
  readonly data?: RenewSessionMutation | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[];
}

/** The access token, kept in memory only and renewed by the refresh cookie before it ends. */
@Service()
export class AccessToken {
  private readonly held = signal<HeldToken | null>(null);
  private failures = 0;
  private renewing: Promise<Renewal> | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  readonly value = computed(() => this.held()?.accessToken ?? null);

  hold(token: HeldToken): void {
    this.held.set({ accessToken: token.accessToken, expiresAt: token.expiresAt });
    clearTimeout(this.timer);
    const remaining = Date.parse(token.expiresAt) - Date.now();
    const wait = Math.max(remaining - RENEW_AHEAD_MS, SHORTEST_WAIT_MS);
    this.timer = setTimeout(() => void this.renew(), wait);
  }

  drop(): void {
    clearTimeout(this.timer);
    this.held.set(null);
  }

  /** A token that still holds for a moment, renewed first where it does not; null when there is none to be had. */
  async fresh(): Promise<string | null> {
    const held = this.held();
    if (held && Date.parse(held.expiresAt) - Date.now() < SHORTEST_WAIT_MS) await this.renew();
    return this.value();
  }

  /** Renews once, however many ask at the same time, and one tab after the other, for the cookie rotates. */
  renew(): Promise<Renewal> {
    this.renewing ??= navigator.locks
      .request('parley-renew', () => this.exchange())
      .finally(() => (this.renewing = null));
    return this.renewing;
  }

  private async exchange(): Promise<Renewal> {
    const answer = await this.ask();
    const token = answer?.data?.renewSession;
    if (token) {
      this.failures = 0;
      this.hold(token);
      return 'renewed';
    }
    if (!answer?.errors?.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) {
      if (this.held()) this.renewLater();
      return 'unreachable';
    }
    this.drop();
    return 'refused';
  }

  private renewLater(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.renew(), reconnectDelay(this.failures++, null, Math.random));
  }

  private async ask(): Promise<RenewAnswer | null> {
    const named = await this.send({});
    // A server that is newer or older than this page knows the text where it does not know the hash.
    return named?.errors?.some(isUnknown) ? this.send({ query: print(RenewSessionDocument) }) : named;
  }

  private async send(text: { readonly query?: string }): Promise<RenewAnswer | null> {
    const extensions = { persistedQuery: { version: 1, sha256Hash: renewSessionId } };
    const variables = { input: { key: crypto.randomUUID() } };
    try {
      const response = await fetch('/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ ...text, operationName: OPERATION, variables, extensions }),
        signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
      });
      return (await response.json()) as RenewAnswer;
    } catch {
      // The network is away or something else answered in the server's place; neither says that the session is over.
      return null;
    }
  }
}
