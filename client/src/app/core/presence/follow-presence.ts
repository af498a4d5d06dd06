import { type Signal, computed, effect, inject } from '@angular/core';
import type { ApolloCache } from '@apollo/client';
import { Apollo } from 'apollo-angular';
import {
  FollowedPresenceFragmentDoc,
  PresenceMovedDocument,
  type PresenceMovedSubscription,
} from '../../../generated/graphql';
import { ephemeral } from '../graphql/ephemeral';

/** How many people one subscription may name. */
const MOST = 500;

/** Keeps the presence of these people current in the cache, for as long as the caller lives. */
export function followPresence(userIds: Signal<readonly string[]>): void {
  const apollo = inject(Apollo);
  const named = computed(() => userIds().slice(0, MOST), { equal: sameIds });
  effect((onCleanup) => {
    if (named().length === 0) return;
    const variables = { userIds: [...named()] };
    const following = ephemeral(apollo, { query: PresenceMovedDocument, variables }).subscribe((answer) => {
      keep(apollo.client.cache, answer);
    });
    onCleanup(() => {
      following.unsubscribe();
    });
  });
}

function sameIds(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((id, index) => id === b[index]);
}

function keep(cache: ApolloCache, { presence: { presence } }: PresenceMovedSubscription): void {
  const { user, ...state } = presence;
  if (!user) return;
  cache.writeFragment({
    id: cache.identify(user),
    fragment: FollowedPresenceFragmentDoc,
    fragmentName: 'FollowedPresence',
    data: { ...user, presence: state },
  });
}
