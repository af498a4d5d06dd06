import type { ApolloCache } from '@apollo/client';
import { FollowedPresenceFragmentDoc } from '../../../generated/graphql';
import type { Told } from './presence-lines';

/** Writes how people stand to whatever shows them; all at once, so that a crowd is one change. */
export function keepPresence(cache: ApolloCache, presences: readonly Told[]): void {
  cache.batch({
    update: (inner) => {
      for (const { user, ...presence } of presences) {
        if (!user) continue;
        inner.writeFragment({
          id: inner.identify(user),
          fragment: FollowedPresenceFragmentDoc,
          fragmentName: 'FollowedPresence',
          data: { ...user, presence },
        });
      }
    },
  });
}
