import { ApolloLink, CombinedGraphQLErrors, Observable } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import type { Client } from 'graphql-ws';
import { from, switchMap, throwError } from 'rxjs';
import { hasCode } from '../errors/error-code';
import type { AccessToken } from '../session/access-token';
import type { Connection } from './connection';
import { isTextSent } from './documents';
import type { Socket } from './socket';

/** Names the viewer to the server. */
export function authorization(token: AccessToken): ApolloLink {
  return new ApolloLink((operation, forward) =>
    from(token.fresh()).pipe(
      switchMap((value) => {
        if (value) operation.setContext({ headers: { authorization: `Bearer ${value}` } });
        return forward(operation);
      }),
    ),
  );
}

/** When the server no longer knows us, renews the session once and asks again. */
export function renewal(token: AccessToken): ApolloLink {
  return new ErrorLink(({ error, operation, forward }) => {
    if (!CombinedGraphQLErrors.is(error) || !hasCode(error, 'UNAUTHENTICATED')) return undefined;
    if (!token.value() || operation.getContext()['renewed']) return undefined;
    operation.setContext({ renewed: true });
    return from(token.renew()).pipe(
      switchMap((outcome) =>
        outcome === 'renewed'
          ? forward(operation)
          : new Observable<ApolloLink.Result>((observer) => {
              observer.error(error);
            }),
      ),
    );
  });
}

/** While the viewer does without the network to see what happens, nothing goes out. */
export function network(connection: Connection): ApolloLink {
  return new ApolloLink((operation, forward) =>
    connection.awayUntil() ? throwError(() => new TypeError('The network is kept away')) : forward(operation),
  );
}

/** An answer that takes this long will not come: lines that lead nowhere give none and do not break, in milliseconds. */
const ANSWER_WITHIN_MS = 20_000;

/** Fetches, and gives up in time; whoever asked may have given up before. */
export const fetchInTime: typeof fetch = (input, init) => {
  const signals = [AbortSignal.timeout(ANSWER_WITHIN_MS), ...(init?.signal ? [init.signal] : [])];
  return fetch(input, { ...init, signal: AbortSignal.any(signals) });
};

/** Subscriptions over the socket; each waits for the moment that all who lost the line share. */
export function subscriptions(socket: Pick<Socket, 'open'>, connection: Connection): ApolloLink {
  return new ApolloLink((operation) =>
    from(connection.due().then(() => socket.open())).pipe(
      switchMap((client) => lineOf(client, operation).request(operation)),
    ),
  );
}

/** The protocol wants a query in every request; where the hash stands for it, that is an empty text. */
const lineOf = (client: Client, operation: ApolloLink.Operation): GraphQLWsLink =>
  new GraphQLWsLink({
    ...client,
    subscribe: (request, sink) =>
      client.subscribe(isTextSent(operation) ? request : { ...request, query: '' }, sink),
  });
