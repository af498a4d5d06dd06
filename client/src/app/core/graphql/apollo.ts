import { type EnvironmentProviders, inject, makeEnvironmentProviders } from '@angular/core';
import { ApolloLink } from '@apollo/client';
import { HttpLink } from '@apollo/client/link/http';
import { provideApollo } from 'apollo-angular';
import { OperationTypeNode } from 'graphql';
import { AccessToken } from '../session/access-token';
import { createCache } from './cache';
import { Connection } from './connection';
import { documents } from './documents';
import { authorization, fetchInTime, network, renewal, subscriptions } from './links';
import { eventsLast } from './meanwhile';
import { Socket } from './socket';

declare module '@apollo/client' {
  // eslint-disable-next-line @typescript-eslint/no-namespace -- Apollo declares its defaults in a namespace
  namespace ApolloClient {
    // eslint-disable-next-line @typescript-eslint/no-namespace -- as above
    namespace DeclareDefaultOptions {
      interface WatchQuery {
        errorPolicy: 'all';
      }
    }
  }
}

function isSubscription({ operationType }: ApolloLink.Operation): boolean {
  return operationType === OperationTypeNode.SUBSCRIPTION;
}

/** Queries and mutations over HTTP, subscriptions over one WebSocket, one cache. */
export function provideGraphql(): EnvironmentProviders {
  return makeEnvironmentProviders([
    provideApollo(() => {
      const token = inject(AccessToken);
      const connection = inject(Connection);
      const cache = createCache();
      const http = ApolloLink.from([
        network(connection),
        renewal(token),
        authorization(token),
        new HttpLink({ uri: '/graphql', fetch: fetchInTime }),
      ]);
      return {
        link: ApolloLink.from([
          eventsLast(cache),
          documents(() => import('../../../generated/documents').then(({ documentIds }) => documentIds)),
          ApolloLink.split(isSubscription, subscriptions(inject(Socket), connection), http),
        ]),
        cache,
        defaultOptions: { watchQuery: { errorPolicy: 'all' } },
      };
    }),
  ]);
}
