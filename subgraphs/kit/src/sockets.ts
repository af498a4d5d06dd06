import type { Server } from 'node:http';
import { GraphQLError, parse } from 'graphql';
import type { Context, Disposable, ServerOptions } from 'graphql-ws';
import { useServer, type Extra } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { MOST_QUESTION_BYTES, type OperationRequest } from './execute.js';
import { ProofError, type ProofVerifier } from './proof.js';
import type { Runtime } from './runtime.js';
import type { Caller } from './viewer.js';
import { WIRE_PATH } from './wire-messages.js';

const UNPROVEN = 4401;
const CLOSE_MS = 1_000;

type Socket = Context<{ readonly proof?: string }, Extra & { caller?: Caller }>;

/** An operation and on whose behalf it runs, on its way through graphql-ws. */
interface Asked {
  readonly payload: OperationRequest;
  readonly caller: Caller;
}

function admit(verifier: ProofVerifier, { connectionParams, extra }: Socket): boolean {
  try {
    extra.caller = verifier.verify(connectionParams?.proof, '');
    return true;
  } catch (error) {
    // Whoever cannot prove to be the gateway is told so by the close code, and nothing else.
    if (!(error instanceof ProofError)) throw error;
    extra.socket.close(UNPROVEN, 'Only the gateway may ask');
    return false;
  }
}

/**
 * The caller of one operation: the one its own proof names, else the one of the connection. A wrong proof refuses that
 * operation only, for the connection carries the streams of others.
 */
function callerOf(
  verifier: ProofVerifier,
  socket: Socket,
  payload: { query: string; extensions?: Record<string, unknown> | null },
): Caller | undefined {
  const own = payload.extensions?.['proof'];
  if (typeof own !== 'string') return socket.extra.caller;
  try {
    return verifier.verify(own, payload.query);
  } catch (error) {
    // What a proof is worth is only found out by verifying it.
    if (error instanceof ProofError) return undefined;
    throw error;
  }
}

const options = (
  runtime: Runtime,
  verifier: ProofVerifier,
): ServerOptions<Socket['connectionParams'], Socket['extra']> => ({
  schema: runtime.schema,
  connectionInitWaitTimeout: 3_000,
  onConnect: (socket) => admit(verifier, socket),
  onSubscribe: (socket, _id, payload) => {
    const caller = callerOf(verifier, socket, payload);
    if (!caller) {
      return [new GraphQLError('Only the gateway may ask', { extensions: { code: 'UNAUTHENTICATED' } })];
    }
    const { query, operationName } = payload;
    return {
      schema: runtime.schema,
      document: parse(query),
      operationName,
      contextValue: { payload, caller },
    };
  },
  subscribe: ({ contextValue }) => {
    const { payload, caller } = contextValue as Asked;
    return runtime.subscribe(payload, caller);
  },
  execute: ({ contextValue }) => {
    const { payload, caller } = contextValue as Asked;
    return runtime.execute(payload, caller);
  },
});

/**
 * graphql-ws: the connection is opened with a proof in its `connection_init`, and each operation may bring one of its
 * own in `extensions.proof`, so that one connection carries the streams of many viewers.
 */
export function acceptSockets(server: Server, runtime: Runtime, verifier: ProofVerifier): Disposable {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MOST_QUESTION_BYTES,
  });
  server.on('upgrade', (request, socket, head) => {
    // Wires are taken elsewhere.
    if (request.url === WIRE_PATH) return;
    if (request.url !== '/graphql') socket.destroy();
    else {
      sockets.handleUpgrade(request, socket, head, (opened) => sockets.emit('connection', opened, request));
    }
  });
  const serving = useServer(options(runtime, verifier), sockets);
  // A gateway that vanished: its streams end with the socket, and graphql-ws would write to the console.
  sockets.on('connection', (socket) => {
    socket.removeAllListeners('error');
    socket.on('error', (error) => {
      runtime.logger.debug({ err: error.message }, 'a gateway vanished');
    });
  });
  return {
    async dispose() {
      // A gateway that is suspended answers no close; it must not hold up the others.
      const late = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSE_MS);
      await serving.dispose();
      clearTimeout(late);
    },
  };
}
