import Janode, { type Connection, type Session } from 'janode';
import { type HandleEvent, JanusHandle } from './janus-handle.js';
import { toRefusal } from './janus-refusal.js';

/** How often janode asks whether a session lives, and gives it up where half of that passes without an answer. */
const KEEP_ALIVE_SECONDS = 20;
const PLUGIN = 'janus.plugin.videoroom';

/**
 * A session of Janus with its handles. When the connection breaks, its media goes on, and for a while Janus lets the
 * session be claimed over another connection: `reclaim` does, with the handles it had.
 */
export class JanusSession {
  private readonly handles = new Map<number, JanusHandle>();
  private inner: Session;
  private isOver = false;

  private constructor(
    inner: Session,
    private readonly ended: () => void,
  ) {
    this.inner = this.watch(inner);
  }

  get id(): number {
    return this.inner.id;
  }

  /** @param ended told when Janus has ended the session, or it stopped answering; not when it was destroyed by us */
  static async open(connection: Connection, ended: () => void): Promise<JanusSession> {
    return new JanusSession(await connection.create(KEEP_ALIVE_SECONDS), ended);
  }

  /** Takes over a session that another connection began, which may be one of another process. */
  static async claim(connection: Connection, id: number, ended: () => void): Promise<JanusSession> {
    return new JanusSession(await claimSession(connection, id), ended);
  }

  /** @param label comes back with every event of Janus' event handler, and says whose handle it is */
  async attach(label: string, heard: (event: HandleEvent) => void): Promise<JanusHandle> {
    const { data } = await this.inner
      .sendRequest({ janus: 'attach', plugin: PLUGIN, opaque_id: label })
      .catch((error: unknown) => {
        // Whatever janode throws carries the refusal in its text.
        throw toRefusal(error);
      });
    return this.adopt(data?.id ?? 0, heard);
  }

  /** A handle that the session has already, known by its number. */
  adopt(id: number, heard: (event: HandleEvent) => void): JanusHandle {
    const handle = new JanusHandle(this.inner, id, heard);
    this.handles.set(id, handle);
    return handle;
  }

  async detach(handle: JanusHandle): Promise<void> {
    this.handles.delete(handle.id);
    await handle.detach();
  }

  async reclaim(connection: Connection): Promise<void> {
    this.inner = this.watch(await claimSession(connection, this.inner.id));
    for (const handle of this.handles.values()) handle.rebind(this.inner);
  }

  /**
   * Lets Janus hear of the session. When a connection breaks, Janus counts the seconds for which a session may be claimed
   * from the last word that it heard of it: who says nothing has none left.
   */
  touch(): void {
    // Whether Janus still answers is asked elsewhere; that it has the session no more it tells by itself.
    this.inner.sendRequest({ janus: 'keepalive' }).catch(() => undefined);
  }

  /** Another process has claimed it. */
  forget(): void {
    this.isOver = true;
    this.inner._signalDestroy();
  }

  async destroy(): Promise<void> {
    this.isOver = true;
    await this.inner.destroy();
  }

  private watch(session: Session): Session {
    session.once(Janode.EVENT.SESSION_DESTROYED, () => {
      if (!this.isOver && this.inner === session) this.ended();
    });
    return session;
  }
}

/** janode cannot claim: its session is made around the number first, so that the answer finds its way. */
async function claimSession(connection: Connection, id: number): Promise<Session> {
  const [known] = connection._sessions.values();
  if (!known) throw new TypeError('A connection claims after it has a session of its own');
  const session = new known.constructor(connection, id, KEEP_ALIVE_SECONDS);
  connection._sessions.set(id, session);
  session.once(Janode.EVENT.SESSION_DESTROYED, () => connection._sessions.delete(id));
  try {
    await session.sendRequest({ janus: 'claim' });
    return session;
  } catch (error) {
    // Only the answer tells whether Janus still has the session.
    session._signalDestroy();
    throw toRefusal(error);
  }
}
