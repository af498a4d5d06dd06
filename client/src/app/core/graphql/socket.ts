import { Service, effect, inject, untracked } from '@angular/core';
import type { Client, ClientOptions } from 'graphql-ws';
import { AccessToken } from '../session/access-token';
import { Connection } from './connection';
import { closeCode } from './reconnect.rules';

const OPEN_WITHIN_MS = 10_000;
const KEEP_ALIVE_MS = 15_000;
const PONG_WITHIN_MS = 10_000;
/** After waking up, or when the network changed, a line that does not answer soon is taken as dead. */
const PROBE_WITHIN_MS = 4_000;
/** graphql-ws would come back from a normal close by itself, with cursors that are old; so ours has a code of its own. */
const SIGNED_OUT = 4000;

/**
 * The one WebSocket. It never reconnects by itself: whoever follows something comes back with the newest cursor,
 * which a silent reconnect of the socket would not know.
 */
@Service()
export class Socket {
  private readonly token = inject(AccessToken);
  private readonly connection = inject(Connection);
  private socket: WebSocket | null = null;
  private doom: ReturnType<typeof setTimeout> | undefined;
  private renewal: Promise<unknown> = Promise.resolve();

  /** Where the line leads. */
  readonly address = `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`;

  private client: Client | null = null;

  private readonly options: ClientOptions = {
    url: this.address,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: 0,
    connectionParams: () => this.greeting(),
    on: {
      connecting: () => {
        this.expectWithin(OPEN_WITHIN_MS);
      },
      connected: (socket) => {
        clearTimeout(this.doom);
        this.socket = socket as WebSocket;
        this.connection.lineOpened();
      },
      closed: (event) => {
        this.closed(event as CloseEvent);
      },
      ping: (received) => {
        if (!received) this.expectWithin(PONG_WITHIN_MS);
      },
      pong: (received) => {
        if (received) clearTimeout(this.doom);
      },
    },
  };

  constructor() {
    effect(() => {
      const token = this.token.value();
      untracked(() => {
        this.renewInPlace(token);
      });
    });
    addEventListener('online', () => {
      this.probe();
    });
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') this.probe();
    });
  }

  /** The client of the line; its code is read when something is first followed. */
  async open(): Promise<Client> {
    // Code that is there already would be waited for in line with whatever the page draws.
    if (this.client) return this.client;
    const { createClient } = await import('./socket-client');
    return (this.client ??= createClient(this.options));
  }

  /** Cuts the line, as a passing tunnel would; everything that is followed comes back and resumes. */
  cut(): void {
    // A close that is asked for politely waits for an answer, which a dead line never gives.
    this.client?.terminate();
  }

  /** A line that looks open may lead nowhere, for instance after a night with the lid closed: asks whether it does. */
  private probe(): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.socket.send(JSON.stringify({ type: 'ping' }));
    this.expectWithin(PROBE_WITHIN_MS);
  }

  private async greeting(): Promise<Record<string, unknown>> {
    await this.renewal;
    return { token: await this.token.fresh() };
  }

  private renewInPlace(token: string | null): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    if (token) this.socket.send(JSON.stringify({ type: 'ping', payload: { token } }));
    else this.socket.close(SIGNED_OUT, 'signed out');
  }

  private expectWithin(ms: number): void {
    clearTimeout(this.doom);
    this.doom = setTimeout(() => {
      this.cut();
    }, ms);
  }

  private closed({ code }: CloseEvent): void {
    clearTimeout(this.doom);
    this.socket = null;
    // Only the refresh cookie tells whether the session is over or the token was merely old; so that is asked at once.
    if (code === closeCode.signedOut) this.renewal = this.token.renew();
    this.connection.lineClosed(code, code === SIGNED_OUT || code === 1000);
  }
}
