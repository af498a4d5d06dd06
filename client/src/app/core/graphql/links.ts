import { ApolloLink, CombinedGraphQLErrors, Observable } from '@apollo/client';
import { ErrorLink } from '@apollo/client/link/error';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { from, switchMap } from 'rxjs';
import { hasCode } from '../errors/error-code';
import type { AccessToken } from '../session/access-token';
import type { Connection } from './connection';
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

/** Subscriptions over the socket; each waits for the moment that all who lost the line share. */
export function subscriptions(socket: Socket, connection: Connection): ApolloLink {
  const line = new GraphQLWsLink(socket.client);
  return new ApolloLink((operation) => from(connection.due()).pipe(switchMap(() => line.request(operation))));
}
