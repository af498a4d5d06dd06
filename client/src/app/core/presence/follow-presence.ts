import { DestroyRef, type Signal, effect, inject } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { keepPresence } from './keep-presence';
import { PresenceLines } from './presence-lines';

/** Keeps the presence of these people current in the cache, for as long as the caller lives. */
export function followPresence(userIds: Signal<readonly string[]>): void {
  const apollo = inject(Apollo);
  const lines = new PresenceLines(apollo, (presences) => {
    keepPresence(apollo.client.cache, presences);
  });
  effect(() => {
    lines.follow(userIds());
  });
  inject(DestroyRef).onDestroy(() => {
    lines.stop();
  });
}
