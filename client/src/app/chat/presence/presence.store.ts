import { DestroyRef, Service, effect, inject, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import {
  PresenceOfDocument,
  type PresenceOfSubscription,
  type PresenceState,
  SetPresenceDocument,
} from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { Session } from '../../core/session/session';

export type Presence = PresenceOfSubscription['presence']['presence'];

const atMost = 500;
const settleMs = 300;
const beatMs = 45_000;
const idleAfterMs = 5 * 60_000;

/**
 * Who is there. What is on screen names the people it shows; one subscription follows them all. The viewer's own
 * presence is told as long as a window is open: online while they do something, away after five quiet minutes.
 */
@Service()
export class Presences {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly known = signal<ReadonlyMap<string, Presence>>(new Map());
  private readonly watched = new Map<string, number>();
  private readonly followed = signal<readonly string[]>([]);
  private settle: ReturnType<typeof setTimeout> | undefined;
  private activeAt = Date.now();
  private told: PresenceState | null = null;

  constructor() {
    effect((onCleanup) => {
      const userIds = this.followed();
      if (userIds.length === 0 || !this.session.signedIn()) return;
      const following = ephemeral(this.apollo, {
        query: PresenceOfDocument,
        variables: { userIds: [...userIds] },
      }).subscribe(({ presence: { presence } }) => {
        this.learn(presence);
      });
      onCleanup(() => {
        following.unsubscribe();
      });
    });
    this.tellOwn();
  }

  /** How somebody stands; null while nobody has said. */
  of(userId: string): Presence | null {
    return this.known().get(userId) ?? null;
  }

  stateOf(userId: string, otherwise: PresenceState = 'OFFLINE'): PresenceState {
    return this.of(userId)?.state ?? otherwise;
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

  private learn(presence: Presence): void {
    const userId = presence.user?.id;
    if (userId) this.known.update((known) => new Map(known).set(userId, presence));
  }

  // A scrolled list names other people many times a second; the subscription changes when it rests.
  private refollow(): void {
    clearTimeout(this.settle);
    this.settle = setTimeout(() => {
      const userIds = [...this.watched.keys()].sort().slice(0, atMost);
      const same = userIds.join() === untracked(this.followed).join();
      if (!same) this.followed.set(userIds);
    }, settleMs);
  }

  private tellOwn(): void {
    const active = (): void => {
      this.activeAt = Date.now();
      if (this.told === 'AWAY') this.beat();
    };
    const signs = ['pointerdown', 'keydown', 'focus'] as const;
    for (const sign of signs) addEventListener(sign, active, { passive: true });
    const timer = setInterval(() => {
      this.beat();
    }, beatMs);
    effect(() => {
      if (this.session.signedIn()) {
        untracked(() => {
          this.beat();
        });
      }
    });
    inject(DestroyRef).onDestroy(() => {
      clearInterval(timer);
      for (const sign of signs) removeEventListener(sign, active);
    });
  }

  private beat(): void {
    if (!untracked(this.session.signedIn)) return;
    const state: PresenceState = Date.now() - this.activeAt < idleAfterMs ? 'ONLINE' : 'AWAY';
    this.told = state;
    const input = { state, key: crypto.randomUUID() };
    // The next beat tells it again.
    this.apollo
      .mutate({ mutation: SetPresenceDocument, variables: { input } })
      .subscribe({ error: () => undefined });
  }
}
