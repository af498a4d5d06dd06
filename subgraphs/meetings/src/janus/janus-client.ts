import { setTimeout as delay } from 'node:timers/promises';
import { type Logger, unavailable } from '@parley/kit';
import Janode, { type Connection } from 'janode';
import { checkApiIsClosed, checkTokensAreEnforced } from './janus-check.js';
import { JanusFault, type JanusSecrets } from './janus-fault.js';
import type { JanusHandle } from './janus-handle.js';
import { JanusRefusal, REFUSED } from './janus-refusal.js';
import { JanusSession } from './janus-session.js';

Janode.Logger.setLevel('none');

/** A pause is asked after as often, and an answer may take as long. */
const PING_MS = 2_000;
const PONG_MS = 3_000;
/** For as long a server may be out of reach before its sessions are given up; where nobody listens, not as long. */
const PATIENCE_MS = 10_000;
const REFUSED_PATIENCE_MS = 1_000;
/** With this and the time in which another process notices, Janus still has a session whose process was killed. */
const TOUCH_MS = 3_000;
const PAUSE_MS = { first: 100, longest: 5_000 };

/** `faulty`: it answers, but may not be used; see the log. */
export type ServerState = 'connecting' | 'ready' | 'away' | 'lost' | 'faulty' | 'stopped';

export interface JanusAddress {
  readonly name: string;
  readonly url: string;
  readonly secrets: JanusSecrets;
}

/** Why a session has ended without our doing. */
export type SessionEnd = 'server-lost' | 'timeout';
type Ended = (why: SessionEnd) => void;

/**
 * The connection to one Janus: asked all the time whether it lives, made anew when it breaks, and checked each time
 * before it is used. Sessions are claimed over the new connection, so that media goes on meanwhile.
 */
export class JanusClient {
  state: ServerState = 'connecting';
  private connection: Connection | null = null;
  private controlHandle: JanusHandle | null = null;
  private readonly sessions = new Map<JanusSession, Ended>();
  private readonly stopping = new AbortController();
  private health: NodeJS.Timeout | undefined;
  private touching: NodeJS.Timeout | undefined;

  constructor(
    readonly address: JanusAddress,
    private readonly changed: (state: ServerState) => void,
    private readonly logger: Logger,
  ) {}

  /** The handle that rooms are made and moderated with. */
  get control(): JanusHandle {
    if (this.state !== 'ready' || !this.controlHandle) throw this.away();
    return this.controlHandle;
  }

  /**
   * Connects, or goes on trying in the background where nobody answers yet.
   * @throws JanusFault when the server may not be used as it is
   */
  async start(): Promise<void> {
    try {
      await this.attempt();
    } catch (error) {
      // A server that is not there yet may come later; one that is set up wrongly has to be seen to.
      if (error instanceof JanusFault) throw error;
      this.logger.warn({ err: error, server: this.address.name }, 'media server does not answer');
      void this.reconnect(Date.now());
    }
  }

  async openSession(ended: Ended): Promise<JanusSession> {
    return this.keep((connection, over) => JanusSession.open(connection, over), ended);
  }

  /** Takes over a session that this or another process began. */
  async claimSession(id: number, ended: Ended): Promise<JanusSession> {
    return this.keep((connection, over) => JanusSession.claim(connection, id, over), ended);
  }

  async destroySession(session: JanusSession): Promise<void> {
    if (!this.sessions.delete(session) || this.state !== 'ready') return;
    // What matters is that it is gone; whoever else ended it was as good.
    await session.destroy().catch(() => undefined);
  }

  /** Another process has claimed the session: it is not claimed back when the connection is made anew. */
  forgetSession(session: JanusSession): void {
    this.sessions.delete(session);
    session.forget();
  }

  /** Its process has died: nothing is left to wait for. */
  declareLost(): void {
    if (this.state === 'ready' || this.state === 'away') this.become('lost');
    const all = [...this.sessions.values()];
    this.sessions.clear();
    for (const ended of all) ended('server-lost');
  }

  stop(): void {
    this.stopping.abort();
    clearInterval(this.health);
    clearInterval(this.touching);
    const { connection } = this;
    this.connection = null;
    this.become('stopped');
    connection?._transport._ws.terminate();
  }

  private async keep(
    begin: (connection: Connection, over: () => void) => Promise<JanusSession>,
    ended: Ended,
  ): Promise<JanusSession> {
    const { connection } = this;
    if (this.state !== 'ready' || !connection) throw this.away();
    const session = await begin(connection, () => {
      // When the connection broke, the session is claimed again.
      if (this.connection === null || !this.sessions.delete(session)) return;
      ended('timeout');
    });
    this.sessions.set(session, ended);
    return session;
  }

  private away(): Error {
    return unavailable(`The media server ${this.address.name} does not answer right now`);
  }

  private async attempt(): Promise<void> {
    const { url, secrets } = this.address;
    await checkApiIsClosed(url);
    const connection = await Janode.connect({ address: { url, apisecret: secrets.api }, max_retries: 0 });
    const broken = new AbortController();
    const closed = () => {
      broken.abort();
      this.dropped(connection);
    };
    connection.once(Janode.EVENT.CONNECTION_ERROR, closed);
    connection.once(Janode.EVENT.CONNECTION_CLOSED, closed);
    try {
      const session = await openControl(connection, url);
      const handle = await session.attach('control', () => undefined);
      const check = await session.attach('check', () => undefined);
      await checkTokensAreEnforced(check, secrets);
      await session.detach(check);
      await this.reclaim(connection);
      if (broken.signal.aborted || this.stopping.signal.aborted) throw this.away();
      this.begin(connection, handle);
    } finally {
      if (this.connection !== connection) connection._transport._ws.terminate();
    }
  }

  private begin(connection: Connection, control: JanusHandle): void {
    this.connection = connection;
    this.controlHandle = control;
    this.health = setInterval(() => void this.ping(connection), PING_MS);
    this.touching = setInterval(() => {
      for (const session of this.sessions.keys()) session.touch();
    }, TOUCH_MS);
    this.become('ready');
  }

  /** Each session that Janus still has goes on; those it has no more are over. */
  private async reclaim(connection: Connection): Promise<void> {
    await Promise.all(
      [...this.sessions].map(async ([session, ended]) => {
        try {
          await session.reclaim(connection);
        } catch (error) {
          // Only Janus' own word counts; whatever else went wrong is tried again.
          if (!(error instanceof JanusRefusal) || error.code !== REFUSED.session) throw error;
          this.sessions.delete(session);
          ended('server-lost');
        }
      }),
    );
  }

  private async ping(connection: Connection): Promise<void> {
    const late = new AbortController();
    const answered = connection.getInfo().then(
      () => true,
      () => false,
    );
    const isAlive = await Promise.race([answered, delay(PONG_MS, false, { signal: late.signal })]);
    late.abort();
    if (!isAlive) connection._transport._ws.terminate();
  }

  private dropped(connection: Connection): void {
    if (this.connection !== connection) return;
    this.connection = null;
    this.controlHandle = null;
    clearInterval(this.health);
    clearInterval(this.touching);
    this.become('away');
    void this.reconnect(Date.now());
  }

  private async reconnect(since: number): Promise<void> {
    const { signal } = this.stopping;
    for (let pause = PAUSE_MS.first; !signal.aborted; pause = Math.min(pause * 1.5, PAUSE_MS.longest)) {
      try {
        await this.attempt();
        return;
      } catch (error) {
        // Whatever keeps us from the server is waited for; what a person has to mend is said.
        this.failed(error, Date.now() - since);
      }
      await delay(pause, undefined, { signal }).catch(() => undefined);
    }
  }

  private failed(error: unknown, forMs: number): void {
    const isFault = error instanceof JanusFault;
    const isRefused = String((error as Error | undefined)?.message).includes('ECONNREFUSED');
    if (isFault && this.state !== 'faulty') {
      this.logger.error({ err: error, server: this.address.name }, 'media server may not be used');
      this.declareLost();
      this.become('faulty');
    }
    if (this.state === 'away' && forMs > (isRefused ? REFUSED_PATIENCE_MS : PATIENCE_MS)) this.declareLost();
  }

  private become(state: ServerState): void {
    if (this.state === state || this.state === 'stopped') return;
    this.state = state;
    this.changed(state);
  }
}

/** Our own session on it is the first that a connection has. */
async function openControl(connection: Connection, url: string): Promise<JanusSession> {
  try {
    return await JanusSession.open(connection, () => undefined);
  } catch (error) {
    // Janus says so only when it is asked.
    if (!(error as Error).message.startsWith(String(REFUSED.api))) throw error;
    throw new JanusFault(
      `The media server at ${url} refuses us; api_secret of its janus.jcfg has to be JANUS_API_SECRET.`,
    );
  }
}
