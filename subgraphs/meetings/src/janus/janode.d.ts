/** janode ships no types: these are the parts of its version 1.8.0 that we use, private maps for re-claiming included. */
declare module 'janode' {
  import type { EventEmitter } from 'node:events';
  import type { default as Handle, JanusMessage } from 'janode/handle';

  interface Connection extends EventEmitter {
    readonly _sessions: Map<number, Session>;
    readonly _transport: { readonly _ws: { terminate(): void } };
    create(keepAliveSeconds?: number): Promise<Session>;
    sendRequest(request: object): Promise<JanusMessage>;
    getInfo(): Promise<JanusMessage>;
    close(): Promise<void>;
  }

  interface Session extends EventEmitter {
    readonly id: number;
    readonly _handles: Map<number, Handle>;
    _signalDestroy(): void;
    readonly constructor: new (connection: Connection, id: number, keepAliveSeconds?: number) => Session;
    sendRequest(request: object): Promise<JanusMessage>;
    destroy(): Promise<void>;
  }

  interface ConnectOptions {
    readonly address: { readonly url: string; readonly apisecret?: string };
    readonly max_retries: number;
    readonly ws_options?: { readonly handshakeTimeout: number };
  }

  const Janode: {
    connect(options: ConnectOptions): Promise<Connection>;
    readonly Logger: { setLevel(level: 'none'): void };
    readonly EVENT: Readonly<Record<'CONNECTION_CLOSED' | 'CONNECTION_ERROR' | 'SESSION_DESTROYED', string>>;
  };

  export { type Connection, type Session, Janode as default };
}

declare module 'janode/handle' {
  import { EventEmitter } from 'node:events';
  import type { Session } from 'janode';

  /** What Janus sends; the fields that we read. */
  interface JanusMessage {
    readonly janus: string;
    readonly transaction?: string;
    readonly data?: { readonly id: number };
    readonly plugindata?: { readonly data: Record<string, unknown> };
    readonly jsep?: { readonly type: 'offer' | 'answer'; readonly sdp: string };
  }

  class Handle extends EventEmitter {
    constructor(session: Session, id: number);
    readonly id: number;
    handleMessage(message: JanusMessage): unknown;
    ownsTransaction(id: string | undefined): boolean;
    closeTransactionWithError(id: string | undefined, error: Error): void;
    closeTransactionWithSuccess(id: string | undefined, message: JanusMessage): void;
    sendRequest(request: object, timeoutMs?: number): Promise<JanusMessage>;
    trickle(candidate?: object): Promise<JanusMessage>;
    detach(): Promise<void>;
  }

  export { type JanusMessage, Handle as default };
}
