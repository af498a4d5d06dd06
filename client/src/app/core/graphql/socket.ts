import { Service, effect, inject, untracked } from '@angular/core';
import { type Client, createClient } from 'graphql-ws';
import { AccessToken } from '../session/access-token';
import { Connection } from './connection';

const KEEP_ALIVE_MS = 15_000;
const PONG_WITHIN_MS = 15_000;
const DEAD = 4499;
const NORMAL = 1000;
const UNAUTHENTICATED = 4401;

/**
 * The one WebSocket. It never reconnects by itself: whoever follows something comes back with the newest cursor,
 * which a silent reconnect of the socket would not know.
 */
@Service()
export class Socket {
  private readonly token = inject(AccessToken);
  private readonly connection = inject(Connection);
  private socket: WebSocket | null = null;
  private pongDue: ReturnType<typeof setTimeout> | undefined;
  private refreshFirst = false;

  readonly client: Client = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true,
    lazyCloseTimeout: 3_000,
    keepAlive: KEEP_ALIVE_MS,
    retryAttempts: 0,
    connectionParams: () => this.greeting(),
    on: {
      connected: (socket) => {
        this.socket = socket as WebSocket;
        this.connection.lineOpened();
      },
      closed: (event) => {
        this.closed(event as CloseEvent);
      },
      ping: (received) => {
        if (!received) this.expectPong();
      },
      pong: (received) => {
        if (received) clearTimeout(this.pongDue);
      },
    },
  });

  constructor() {
    effect(() => {
      const token = this.token.value();
      untracked(() => {
        this.renewInPlace(token);
      });
    });
  }

  /** Cuts the line, as a passing tunnel would; everything that is followed comes back and resumes. */
  cut(): void {
    this.socket?.close(DEAD, 'cut');
  }

  private async greeting(): Promise<Record<string, unknown>> {
    if (this.refreshFirst) {
      this.refreshFirst = false;
      await this.token.renew();
    }
    return { token: await this.token.fresh() };
  }

  private renewInPlace(token: string | null): void {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    if (token) this.socket.send(JSON.stringify({ type: 'ping', payload: { token } }));
    else this.socket.close(NORMAL, 'signed out');
  }

  private expectPong(): void {
    clearTimeout(this.pongDue);
    this.pongDue = setTimeout(() => {
      this.cut();
    }, PONG_WITHIN_MS);
  }

  private closed(event: CloseEvent): void {
    clearTimeout(this.pongDue);
    this.socket = null;
    this.refreshFirst = event.code === UNAUTHENTICATED;
    this.connection.lineClosed(event.code, event.code === NORMAL);
  }
}
