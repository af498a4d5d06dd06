import { Service, computed, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { Subscription, firstValueFrom } from 'rxjs';
import {
  AccountDocument,
  AccountEventsDocument,
  type AccountEventsSubscription,
  type AccountQuery,
  type Permission,
  RedeemGuestLinkDocument,
  SignInDocument,
  SignOutDocument,
} from '../../../generated/graphql';
import { Connection } from '../graphql/connection';
import { Live } from '../graphql/live';
import { reconnectDelay } from '../graphql/reconnect.rules';
import { AccessToken, type HeldToken } from './access-token';

type Account = NonNullable<AccountQuery['viewer']>;
type AccountEvent = AccountEventsSubscription['viewerEvents'];

/** Whether somebody is signed in, as far as is known. */
export type SessionState = 'unknown' | 'unreachable' | 'signedOut' | 'signedIn';

/** Why the viewer is no longer signed in. */
export type SessionEnd = 'signedOut' | 'ended' | null;

/** What signing in led to. */
export type SignInOutcome = 'signedIn' | 'secondFactor';

/** Who is here: the viewer, their organisation and what they may do, kept current by the account's events. */
@Service()
export class Session {
  private readonly apollo = inject(Apollo);
  private readonly live = inject(Live);
  private readonly connection = inject(Connection);
  private readonly token = inject(AccessToken);
  private readonly account = signal<Account | null>(null);
  private readonly standing = signal<SessionState>('unknown');
  private readonly lastEnd = signal<SessionEnd>(null);
  private readonly channel = new BroadcastChannel('parley-session');
  private following = new Subscription();
  private failures = 0;
  private starting: Promise<void> | null = null;

  readonly state = this.standing.asReadonly();
  readonly end = this.lastEnd.asReadonly();
  readonly viewer = computed(() => this.account()?.user ?? null);
  readonly organization = computed(() => this.account()?.organization ?? null);
  readonly permissions = computed<ReadonlySet<Permission>>(() => new Set(this.account()?.permissions));
  readonly signedIn = computed(() => this.standing() === 'signedIn');
  readonly guest = computed(() => this.viewer()?.kind === 'GUEST');
  readonly guestPass = computed(() => this.account()?.guestPass ?? null);

  constructor() {
    this.channel.onmessage = () => {
      this.leave('signedOut');
    };
    effect(() => {
      const lost = this.token.value() === null;
      if (lost && untracked(this.signedIn)) this.leave('ended');
    });
  }

  /** Takes up the session that the refresh cookie names, if there is one; safe to call again. */
  start(): Promise<void> {
    this.starting ??= this.resume().finally(() => (this.starting = null));
    return this.starting;
  }

  async signIn(email: string, password: string): Promise<SignInOutcome> {
    const input = { email, password, key: crypto.randomUUID() };
    const { data } = await firstValueFrom(
      this.apollo.mutate({ mutation: SignInDocument, variables: { input } }),
    );
    return this.enter(data?.signIn);
  }

  async redeem(token: string, displayName: string): Promise<SignInOutcome> {
    const input = { token, displayName, key: crypto.randomUUID() };
    const answer = this.apollo.mutate({ mutation: RedeemGuestLinkDocument, variables: { input } });
    const { data } = await firstValueFrom(answer);
    return this.enter(data?.redeemGuestLink);
  }

  async signOut(): Promise<void> {
    const variables = { input: { key: crypto.randomUUID() } };
    await firstValueFrom(this.apollo.mutate({ mutation: SignOutDocument, variables }));
    this.channel.postMessage('signedOut');
    this.leave('signedOut');
  }

  /** Takes the session as over, without asking the server, which has ended it already. */
  leave(reason: SessionEnd): void {
    this.following.unsubscribe();
    this.standing.set('signedOut');
    this.lastEnd.set(reason);
    this.account.set(null);
    this.token.drop();
    void this.apollo.client.clearStore();
  }

  private async resume(): Promise<void> {
    const outcome = await this.token.renew();
    if (outcome === 'renewed') {
      this.failures = 0;
      return this.follow();
    }
    if (outcome === 'refused') this.standing.set('signedOut');
    else this.awaitServer();
  }

  /** The server does not answer: nobody is sent away, and it is asked again soon. */
  private awaitServer(): void {
    this.standing.set('unreachable');
    setTimeout(
      () => {
        if (this.standing() === 'unreachable') void this.start();
      },
      reconnectDelay(this.failures++, null, Math.random),
    );
  }

  private async enter(
    result: { readonly __typename?: string; readonly token?: HeldToken } | undefined,
  ): Promise<SignInOutcome> {
    if (!result?.token) return 'secondFactor';
    await this.apollo.client.clearStore();
    this.lastEnd.set(null);
    this.token.hold(result.token);
    await this.follow();
    return 'signedIn';
  }

  /** Settles when it is known who the viewer is; goes on following the account after that. */
  private async follow(): Promise<void> {
    this.following.unsubscribe();
    const following = new Subscription();
    this.following = following;
    const { promise, resolve } = Promise.withResolvers<null>();
    const account = this.live.follow({
      query: AccountDocument,
      variables: {},
      event: AccountEventsDocument,
      cursorOf: ({ viewer }) => viewer?.accountCursor,
      eventOf: ({ viewerEvents }) => viewerEvents,
      apply: (data, event) => this.changed(data, event),
    });
    following.add(
      account.subscribe({
        next: ({ data: { viewer } }) => {
          this.stand(viewer ?? null);
          resolve(null);
        },
        error: () => {
          this.awaitServer();
          resolve(null);
        },
      }),
    );
    await promise;
  }

  /** Any answer may be the first to say that the token stands for nobody: the cache tells it to everyone at once. */
  private stand(account: Account | null): void {
    if (!account) {
      this.leave('ended');
      return;
    }
    this.account.set(account);
    this.standing.set('signedIn');
  }

  private changed(data: AccountQuery, event: AccountEvent): AccountQuery {
    const { viewer } = data;
    if (!viewer) return data;
    if (event.__typename === 'SessionRevoked' && event.sessionId === viewer.session?.id) {
      queueMicrotask(() => {
        this.leave('ended');
      });
    }
    if (event.__typename === 'AccessChanged') {
      queueMicrotask(() => {
        this.connection.accessChanged();
      });
      return { viewer: { ...viewer, permissions: event.permissions } };
    }
    return data;
  }
}
