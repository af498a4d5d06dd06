/** Subscriptions over one socket that is renewed in place and resumed where it broke. */
import { createClient } from 'graphql-ws';
import { currentToken } from './session.js';

/** More often than a token ends, in milliseconds. */
const RENEW_EVERY_MS = 4 * 60_000;

const socketAddress = `${location.origin.replace(/^http/, 'ws')}/graphql`;

/** Keeps the place of the newest event, so that what is sent again after a cut goes on from there. */
function remember(variables, { data }) {
  const [event] = Object.values(data ?? {});
  if (typeof event?.cursor === 'string') variables.after = event.cursor;
}

/** A refusal of the server is an answer, shown like any other; whatever else ended the line is a failure. */
function end(sink, reason) {
  if (!Array.isArray(reason)) {
    sink.error(reason);
    return;
  }
  sink.next({ errors: reason });
  sink.complete();
}

/** A client of graphql-ws, as GraphiQL takes one. */
export function following() {
  let renewal = null;
  const client = createClient({
    url: socketAddress,
    retryAttempts: Infinity,
    shouldRetry: () => true,
    connectionParams: async () => ({ token: await currentToken() }),
    on: {
      connected(socket) {
        clearInterval(renewal);
        renewal = setInterval(async () => {
          const token = await currentToken();
          if (token) socket.send(JSON.stringify({ type: 'ping', payload: { token } }));
        }, RENEW_EVERY_MS);
      },
      closed: () => clearInterval(renewal),
    },
  });
  return {
    ...client,
    subscribe(payload, sink) {
      const variables = { ...payload.variables };
      const resumes = /\$after\b/.test(payload.query);
      return client.subscribe(
        { ...payload, variables },
        {
          ...sink,
          next(answer) {
            if (resumes) remember(variables, answer);
            sink.next(answer);
          },
          error: (reason) => end(sink, reason),
          complete: () => sink.complete(),
        },
      );
    },
  };
}
