import { Service, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { MissedCalls } from '../core/calls/missed-calls';
import { Connection } from '../core/graphql/connection';
import { plural } from '../core/i18n/plural';
import { Badges } from '../core/notifications/badges';
import { Notifier } from '../core/notifications/notifier';
import { OwnPresence } from '../core/presence/own-presence';
import { OwnState } from '../core/presence/own-state';

/** What the frame shows of the viewer: what waits for them, and how they are there. */
@Service({ autoProvided: false })
export class ShellCounts {
  private readonly connection = inject(Connection);
  private readonly texts = inject(TranslocoService);
  private readonly own = inject(OwnState);
  private readonly badges = inject(Badges);

  private readonly missed = inject(MissedCalls).unseen;

  readonly waiting = computed(() => this.badges.waiting().count);
  readonly waitingLabel = computed(() => {
    this.texts.activeLang();
    return plural(this.texts, 'shell.waiting', this.waiting());
  });
  private readonly missedLabel = computed(() => {
    this.texts.activeLang();
    return plural(this.texts, 'calls.missed', this.missed().length);
  });

  /** A viewer whose line stands is here, even where the answer was given just before it stood. */
  readonly presence = computed(() => {
    const presence = this.own.presence();
    const isHere = presence?.state === 'OFFLINE' && this.connection.openSince();
    return isHere ? { ...presence, state: 'ONLINE' as const } : presence;
  });

  constructor() {
    // These work for as long as the frame is there, and show nothing in it.
    inject(OwnPresence);
    inject(Notifier);
  }

  /** What stands at a place of the frame: how much waits there, and that in words. */
  countAt(path: string): number {
    if (path === '/meetings') return this.missed().length;
    return path === '/chat' ? this.waiting() : 0;
  }

  labelAt(path: string): string {
    return path === '/meetings' ? this.missedLabel() : this.waitingLabel();
  }
}
