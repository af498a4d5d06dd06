import { DestroyRef, Service, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import type { PresenceState } from '../../../generated/graphql';
import { keepPresence } from '../../core/presence/keep-presence';
import { PresenceLines, type Told } from '../../core/presence/presence-lines';
import { shownPresence } from '../../core/presence/shown-presence';
import { Session } from '../../core/session/session';
import type { Presence as ShownPresence } from '../../ui/presence-dot/presence-dot';

export type Presence = Told;

const settleMs = 300;

/** Who is there. What is on screen names the people it shows; all of them are followed together. */
@Service()
export class Presences {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly known = signal<ReadonlyMap<string, Presence>>(new Map());
  private readonly watched = new Map<string, number>();
  private readonly followed = signal<readonly string[]>([]);
  private settle: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    const lines = new PresenceLines(this.apollo, (presences) => {
      this.learn(presences);
    });
    effect(() => {
      lines.follow(this.session.signedIn() ? this.followed() : []);
    });
    inject(DestroyRef).onDestroy(() => {
      lines.stop();
    });
  }

  /** How somebody stands; null while nobody has said. */
  of(userId: string): Presence | null {
    return this.known().get(userId) ?? null;
  }

  /** How somebody is shown. */
  stateOf(userId: string, otherwise: PresenceState = 'OFFLINE'): ShownPresence {
    return shownPresence(this.of(userId)) ?? otherwise;
  }

  /** Follows these people until the returned function is called. */
  watch(userIds: readonly string[]): () => void {
    for (const id of userIds) this.watched.set(id, (this.watched.get(id) ?? 0) + 1);
    this.refollow();
    return () => {
      for (const id of userIds) {
        const count = (this.watched.get(id) ?? 1) - 1;
        if (count > 0) this.watched.set(id, count);
        else this.watched.delete(id);
      }
      this.refollow();
    };
  }

  private learn(presences: readonly Presence[]): void {
    const told = presences.flatMap((presence) =>
      presence.user ? [[presence.user.id, presence] as const] : [],
    );
    this.known.update((known) => new Map([...known, ...told]));
    keepPresence(this.apollo.client.cache, presences);
  }

  // A scrolled list names other people many times a second; the subscription changes when it rests.
  private refollow(): void {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      const userIds = [...this.watched.keys()].sort();
      const same = userIds.join() === untracked(this.followed).join();
      if (!same) this.followed.set(userIds);
    }, settleMs);
  }
}
