import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import { AppError, type Caller, type Client, type Logger } from '@parley/kit';
import type { GraphQLError } from 'graphql';
import { CloseCode, MessageType, parseMessage, type Message, type SubscribeMessage } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Admitted, Door } from '../door.js';
import { asRefusal, overLimit, presentError } from '../errors.js';
import { renderAnswer } from '../executor.js';
import { MessageRate } from '../limits/message-rate.js';
import { limits } from '../limits/structure.js';
import { toOperation } from '../http/body.js';
import { HttpRefusal } from '../http/refusal.js';
import { Refused } from '../operation.js';
import { closing, type Closing, type Connection, type Connections } from './connections.js';
import type { Execution } from './execution.js';
import { Outlet, type Wire } from './outlet.js';
import { SocketStream } from './socket-stream.js';

/** What every socket works with. */
export interface PeerParts {
  readonly door: Door;
  readonly connections: Connections;
  readonly execution: Execution;
  readonly messagesPerSecond: number;
  readonly logger: Logger;
}

/** A WebSocket of ours; there are thousands, so its listeners are shared functions that find the peer here. */
export class PeerSocket extends WebSocket {
  peer: Peer | null = null;
}

/** One connection from a client. */
export interface Line {
  readonly socket: PeerSocket;
  /** What is below the socket: answers are written to it as frames that are already built. */
  readonly stream: Duplex;
  readonly client: Client;
  readonly onClosed: (peer: Peer) => void;
}

const INIT_MS = 3_000;
/** A ping every fifteen seconds, and fifteen more to answer it. */
const PING_MS = 15_000;
const ACK = '{"type":"connection_ack"}';

/**
 * One socket that speaks graphql-transport-ws
 * (https://github.com/enisdenjo/graphql-ws/blob/master/PROTOCOL.md). Written here, with graphql-ws for the messages,
 * because its server keeps some 8 KB for every open subscription; this keeps a few hundred bytes (docs/adr).
 */
export class Peer implements Wire {
  readonly outlet = new Outlet(this);
  private readonly streams = new Map<string, SocketStream>();
  private readonly rate: MessageRate;
  private standing: 'opened' | 'asking' | 'ready' | 'closed' = 'opened';
  private connection: Connection | null = null;
  private caller: Caller | null = null;
  /** Kept where it is all that tells apart what one person came with. */
  private credential: string | null = null;
  private pingedAt = performance.now();
  private isAnswered = true;

  constructor(
    private readonly parts: PeerParts,
    private readonly line: Line,
  ) {
    this.rate = new MessageRate(parts.messagesPerSecond);
  }

  get isOpen(): boolean {
    return this.line.socket.readyState === WebSocket.OPEN;
  }

  get waitingBytes(): number {
    return this.line.stream.writableLength;
  }

  write(frame: Buffer, taken?: () => void): void {
    this.line.stream.write(frame, taken);
  }

  /** The close waits behind what was not taken yet: whoever reads on within ws's thirty seconds is told why. */
  giveUp(): void {
    this.letGo();
    this.close(closing.tooSlow);
  }

  /** Sends a message of the protocol. */
  say(message: object): void {
    if (this.isOpen) this.line.socket.send(JSON.stringify(message));
  }

  forget(id: string, stream: SocketStream): void {
    if (this.streams.get(id) === stream) this.streams.delete(id);
  }

  receive(text: string): void {
    this.isAnswered = true;
    if (!this.rate.take()) {
      this.close(closing.tooMany);
      return;
    }
    const message = read(text);
    if (message) this.take(message);
    else this.close({ code: CloseCode.BadRequest, reason: 'Not a message of graphql-transport-ws' });
  }

  answered(): void {
    this.isAnswered = true;
  }

  /** Looks whether the other side is there; called every second or so. */
  look(now: number): void {
    if (this.standing === 'opened' && now - this.pingedAt >= INIT_MS) {
      this.close({
        code: CloseCode.ConnectionInitialisationTimeout,
        reason: 'Connection initialisation timeout',
      });
    }
    // Whoever is slow has a ping waiting behind everything else, and a patience of its own.
    if (now - this.pingedAt < PING_MS || this.outlet.isFull || !this.isOpen) return;
    if (!this.isAnswered) {
      this.line.socket.terminate();
      return;
    }
    this.isAnswered = false;
    this.pingedAt = now;
    this.line.socket.ping();
  }

  close({ code, reason }: { readonly code: number; readonly reason: string }): void {
    this.line.socket.close(code, reason);
  }

  /** The socket is gone. */
  closed(): void {
    this.letGo();
    this.line.onClosed(this);
  }

  terminate(): void {
    this.line.socket.terminate();
  }

  private letGo(): void {
    this.standing = 'closed';
    for (const stream of [...this.streams.values()]) stream.stop();
    this.outlet.close();
    this.connection?.release();
    this.connection = null;
    this.caller = null;
  }

  private take(message: Message): void {
    switch (message.type) {
      case MessageType.ConnectionInit:
        void this.init(message.payload?.['token']);
        break;
      case MessageType.Ping:
        void this.pong(message.payload?.['token']);
        break;
      case MessageType.Subscribe:
        this.subscribe(message);
        break;
      case MessageType.Complete:
        this.streams.get(message.id)?.stop();
        break;
      case MessageType.Pong:
        break;
      default:
        this.close({ code: CloseCode.BadRequest, reason: 'Not a message for a server' });
    }
  }

  private async init(token: unknown): Promise<void> {
    if (this.standing !== 'opened') {
      this.close({
        code: CloseCode.TooManyInitialisationRequests,
        reason: 'Too many initialisation requests',
      });
      return;
    }
    this.standing = 'asking';
    try {
      const credential = typeof token === 'string' ? token : '';
      const connection = await this.parts.connections.accept({
        credential,
        close: (why) => {
          this.close(why);
        },
      });
      // It may have gone while we asked.
      if (!this.isOpen) connection.release();
      else this.begin(connection, credential);
    } catch (error) {
      // A close code is the only answer this protocol has for a connection that is refused.
      this.close(closingFor(error, this.parts.logger));
    }
  }

  private begin(connection: Connection, credential: string): void {
    this.standing = 'ready';
    this.connection = connection;
    const { viewer } = connection;
    this.credential = viewer.sessionId === null ? credential : null;
    this.caller = { viewer, client: this.line.client, internal: false, requestId: randomUUID() };
    this.line.socket.send(ACK);
  }

  /** A ping may bring a newer token; the pong says that it counts. */
  private async pong(token: unknown): Promise<void> {
    // While identity does not answer, the token that the socket has stays what counts.
    if (typeof token === 'string' && this.connection) {
      const isRenewed = await this.connection.renew(token).then(
        () => true,
        () => false,
      );
      if (isRenewed && this.credential !== null) this.credential = token;
    }
    this.say({ type: MessageType.Pong });
  }

  private subscribe({ id, payload }: SubscribeMessage): void {
    if (!this.caller) {
      this.close({ code: CloseCode.Unauthorized, reason: 'Unauthorized' });
    } else if (this.streams.has(id)) {
      this.close({ code: CloseCode.SubscriberAlreadyExists, reason: `Subscriber for ${id} already exists` });
    } else {
      const stream = new SocketStream(this, id);
      this.streams.set(id, stream);
      void this.answer(stream, payload, this.caller);
    }
  }

  /** A bad operation is an error of that operation; the socket and its other streams live on. */
  private async answer(
    stream: SocketStream,
    payload: SubscribeMessage['payload'],
    caller: Caller,
  ): Promise<void> {
    const asking = { ...caller, requestId: randomUUID() };
    try {
      const open = this.streams.size;
      if (open > limits.operationsOfSocket) {
        throw overLimit('subscriptions of one socket', limits.operationsOfSocket, open);
      }
      const admitted = await this.parts.door.admit(toOperation(payload), asking, this.credential);
      if (stream.isOver) return;
      const { operation } = admitted;
      if (operation.kind === 'subscription') {
        stream.begin((sink) => this.parts.execution.follow(operation, caller, sink));
      } else await this.answerOnce(stream, admitted, asking);
    } catch (error) {
      // Every refusal arrives here; what is none is logged and masked by presentError.
      stream.fail(reasonsOf(this.parts.logger, error, asking.requestId));
    }
  }

  private async answerOnce(stream: SocketStream, admitted: Admitted, caller: Caller): Promise<void> {
    const answer = await this.parts.door.answer(admitted, caller);
    if (stream.isOver) return;
    stream.send(Buffer.from(renderAnswer(answer, answer.extensions)));
    stream.complete();
  }
}

function read(text: string): Message | null {
  try {
    return parseMessage(text);
  } catch {
    // Only trying tells whether a text is a message.
    return null;
  }
}

function closingFor(error: unknown, logger: Logger): Closing {
  const code = error instanceof AppError ? error.extensions['code'] : undefined;
  if (code === 'UNAUTHENTICATED') return closing.signedOut;
  if (code === 'INVALID') return closing.tooMany;
  if (code === 'UNAVAILABLE') return closing.tryLater;
  logger.warn({ err: String(error) }, 'a socket could not be accepted');
  return closing.tryLater;
}

/** Why an operation was refused, as it may leave. */
function reasonsOf(logger: Logger, error: unknown, requestId: string): readonly GraphQLError[] {
  const isRefusal = error instanceof Refused || error instanceof HttpRefusal;
  const reasons = isRefusal ? error.errors : [asRefusal(error)];
  return reasons.map((reason) => presentError(reason, requestId, logger));
}
