import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError, type Caller, type Client, type Logger } from '@parley/kit';
import { GraphQLError, type ExecutionArgs, type GraphQLSchema } from 'graphql';
import type { Context, ServerOptions } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer, type WebSocket } from 'ws';
import type { ClientAddress } from '../client-address.js';
import type { Admitted, Door } from '../door.js';
import { asRefusal, overLimit, presentError } from '../errors.js';
import { clientOf } from '../http/caller.js';
import { TokenBucket } from '../limits/rate.js';
import { Refused } from '../operation.js';
import { closing, type Closing, type Connection, type Connections } from './connections.js';
import type { Execution } from './execution.js';
import type { Outlet } from './outlet.js';
import { SocketStream, socketOutlet } from './socket-stream.js';

/** What the sockets need. */
export interface HubParts {
  readonly schema: GraphQLSchema;
  readonly door: Door;
  readonly connections: Connections;
  readonly execution: Execution;
  readonly address: ClientAddress;
  readonly messagesPerSecond: number;
  readonly logger: Logger;
}

/** All WebSockets of this gateway. */
export interface Hub {
  readonly size: number;
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Tells every client to reconnect elsewhere. */
  drain(): Promise<void>;
}

/** What we keep beside a socket. */
interface Kept extends Record<PropertyKey, unknown> {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  client?: Client;
  connection?: Connection;
  outlet?: Outlet;
}

type SocketContext = Context<{ token?: unknown }, Kept>;

interface Execute {
  readonly id: string;
  readonly admitted: Admitted;
  readonly caller: Caller;
  readonly outlet: Outlet;
}

const MAX_PAYLOAD = 256 * 1024;
const INIT_MS = 3_000;
/** A ping every fifteen seconds, and fifteen more to answer it. */
const PING_MS = 15_000;
const SUBSCRIPTIONS_PER_SOCKET = 100;
const DRAIN_MS = 3_000;

/** GraphQL over WebSocket, by the graphql-transport-ws protocol. */
export function createHub(parts: HubParts): Hub {
  // Compression costs four to five times the CPU for every delivery and twice the memory.
  const server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false });
  const running = useServer<{ token?: unknown }, Kept>(optionsOf(parts), server, PING_MS);
  server.on('connection', (socket) => {
    watchSocket(socket, parts);
  });
  return {
    get size() {
      return server.clients.size;
    },
    accept(request, socket, head) {
      server.handleUpgrade(request, socket, head, (accepted) => {
        server.emit('connection', accepted, request);
      });
    },
    async drain() {
      // A client that reads nothing does not answer the close either.
      const late = setTimeout(() => {
        for (const socket of server.clients) socket.terminate();
      }, DRAIN_MS);
      await running.dispose();
      clearTimeout(late);
    },
  };
}

function watchSocket(socket: WebSocket, { messagesPerSecond, logger }: HubParts): void {
  // A frame that is broken or too large: ws closes the socket with the fitting code by itself, and graphql-ws would
  // write to the console.
  socket.removeAllListeners('error');
  socket.on('error', (error) => {
    logger.debug({ err: error.message }, 'a socket broke the protocol');
  });
  const bucket = new TokenBucket(messagesPerSecond);
  socket.on('message', () => {
    if (!bucket.take()) close(socket, closing.tooMany);
  });
}

const close = (socket: WebSocket, { code, reason }: Closing): void => {
  socket.close(code, reason);
};

function optionsOf(parts: HubParts): ServerOptions<{ token?: unknown }, Kept> {
  return {
    connectionInitWaitTimeout: INIT_MS,
    onConnect: (context) => connect(parts, context),
    onPing: (context, payload) => renew(context, payload),
    onClose: ({ extra }) => {
      extra.outlet?.close();
      extra.connection?.release();
    },
    onSubscribe: (context, id, payload) => admit(parts, context, id, payload),
    execute: async (args) => {
      const { admitted, caller } = contextOf(args);
      return (await parts.door.answer(admitted, caller)).result;
    },
    subscribe: (args) => {
      const { admitted, caller, id, outlet } = contextOf(args);
      const { operation } = admitted;
      return new SocketStream(outlet, id).begin((sink) => parts.execution.follow(operation, caller, sink));
    },
    onError: (_context, _id, _payload, errors) =>
      errors.flatMap((error) => reasonsOf(parts, error, randomUUID())),
  };
}

const contextOf = ({ contextValue }: ExecutionArgs): Execute => contextValue as Execute;

async function connect(
  { connections, address, logger }: HubParts,
  { extra, connectionParams }: SocketContext,
) {
  const token = connectionParams?.token;
  extra.client = { ...clientOf(extra.request, address), refreshToken: null };
  if (typeof token !== 'string') {
    close(extra.socket, closing.signedOut);
    return false;
  }
  try {
    const connection = await connections.accept({
      credential: token,
      close: (why) => {
        close(extra.socket, why);
      },
    });
    extra.connection = connection;
    // It may have gone while we asked; then onClose has run already and found nothing to release.
    if (extra.socket.readyState !== extra.socket.OPEN) connection.release();
    return true;
  } catch (error) {
    // A close code is the only answer this protocol has for a connection that is refused.
    close(extra.socket, closingFor(error, logger));
    return false;
  }
}

function closingFor(error: unknown, logger: Logger): Closing {
  const code = error instanceof AppError ? error.extensions['code'] : undefined;
  if (code === 'UNAUTHENTICATED') return closing.signedOut;
  if (code === 'INVALID') return closing.tooMany;
  logger.warn({ err: String(error) }, 'a socket could not be accepted');
  return closing.tryLater;
}

async function renew({ extra }: SocketContext, payload: Record<string, unknown> | undefined): Promise<void> {
  const token = payload?.['token'];
  if (typeof token !== 'string' || !extra.connection) return;
  // While identity does not answer, the token that the socket has stays what counts.
  await extra.connection.renew(token).catch(() => undefined);
}

interface Asked {
  readonly query: string;
  readonly operationName?: string | null;
  readonly variables?: object | null;
}

/** A bad operation is an error of that operation; the socket and its other streams live on. */
async function admit(
  parts: HubParts,
  { extra, subscriptions }: SocketContext,
  id: string,
  { query, operationName, variables }: Asked,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  const requestId = randomUUID();
  try {
    const open = Object.keys(subscriptions).length;
    if (open > SUBSCRIPTIONS_PER_SOCKET) {
      throw overLimit('subscriptions of one socket', SUBSCRIPTIONS_PER_SOCKET, open);
    }
    const { connection, client } = extra;
    if (!connection || !client) throw new AppError('UNAUTHENTICATED', 'Sign in first');
    const caller: Caller = { viewer: connection.viewer, client, internal: false, requestId };
    const request = { query, operationName, variables: (variables ?? {}) as Record<string, unknown> };
    const admitted = await parts.door.admit(request, caller);
    const contextValue: Execute = {
      id,
      admitted,
      caller,
      outlet: (extra.outlet ??= socketOutlet(extra.socket)),
    };
    return { schema: parts.schema, document: admitted.operation.document, operationName, contextValue };
  } catch (error) {
    // Every refusal arrives here; what is none is logged and masked by presentError.
    return reasonsOf(parts, error, requestId);
  }
}

/** Why an operation was refused or ended; graphql-ws wraps what was thrown into an error of its own. */
function reasonsOf({ logger }: HubParts, error: unknown, requestId: string): GraphQLError[] {
  const cause = error instanceof GraphQLError ? (error.originalError ?? error) : error;
  if (cause instanceof Refused) return cause.errors.map((reason) => presentError(reason, requestId, logger));
  return [presentError(asRefusal(cause), requestId, logger)];
}
