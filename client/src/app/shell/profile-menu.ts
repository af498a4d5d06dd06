import { Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import {
  ChoosePresenceDocument,
  ChooseStatusDocument,
  type FollowedPresenceFragment,
  type PresenceState,
} from '../../generated/graphql';
import { SayError } from '../core/errors/say-error';
import { change } from '../core/graphql/change';
import { shownPresence } from '../core/presence/shown-presence';
import { Session } from '../core/session/session';
import { Appearance, schemes } from '../core/theme/appearance';
import { Avatar } from '../ui/avatar/avatar';
import { Dialogs } from '../ui/dialog/dialogs';
import { Icon } from '../ui/icon/icon';
import { PresenceDot } from '../ui/presence-dot/presence-dot';
import { Clock } from '../ui/time/clock';
import { UntilTimePipe } from '../ui/time/time-pipes';
import { type Until, untilAt } from '../ui/time/until';

/** What somebody can choose to be until they choose again; offline is what they are when they leave. */
const CHOICES: readonly PresenceState[] = ['ONLINE', 'AWAY', 'BUSY'];
const SILENCES: readonly Until[] = ['minutes30', 'hour1', 'hours4', 'tomorrow', 'open'];
/** A call that somebody says they are in is over by then, should they forget. */
const CALL: Until = 'hour1';

/** The viewer's own menu: how they are there and what they are doing, how it looks, and the way out. */
@Component({
  selector: 'app-profile-menu',
  imports: [
    Avatar,
    Icon,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PresenceDot,
    RouterLink,
    TranslocoPipe,
    UntilTimePipe,
  ],
  templateUrl: './profile-menu.html',
  styleUrl: './profile-menu.scss',
})
export class ProfileMenu {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly dialogs = inject(Dialogs);
  private readonly clock = inject(Clock);
  protected readonly session = inject(Session);
  protected readonly appearance = inject(Appearance);

  readonly presence = input<FollowedPresenceFragment['presence']>(null);
  protected readonly choices = CHOICES;
  protected readonly silences = SILENCES;
  protected readonly schemes = schemes;
  protected readonly viewer = computed(() => this.session.viewer());
  protected readonly shown = computed(() => shownPresence(this.presence()));
  protected readonly hasStatus = computed(
    () => Boolean(this.presence()?.statusText) || Boolean(this.presence()?.statusEmoji),
  );

  protected choose(state: PresenceState, until: Until = 'open', inCall = false): void {
    const end = untilAt(until, this.clock.now(), this.viewer()?.timeZone ?? 'UTC');
    const input = { state, until: end?.toISOString() ?? null, inCall, key: crypto.randomUUID() };
    this.run(change(this.apollo, ChoosePresenceDocument, { input }));
  }

  /** Says that one is in a call, or no longer. */
  protected toggleCall(): void {
    if (this.presence()?.inCall) this.choose('ONLINE');
    else this.choose('BUSY', CALL, true);
  }

  protected async writeStatus(): Promise<void> {
    const { StatusDialog } = await import('./status/status-dialog');
    this.dialogs.open(StatusDialog, this.presence());
  }

  protected clearStatus(): void {
    const input = { text: null, emoji: null, until: null, key: crypto.randomUUID() };
    this.run(change(this.apollo, ChooseStatusDocument, { input }));
  }

  protected async signOut(): Promise<void> {
    try {
      await this.session.signOut();
      await this.router.navigateByUrl('/sign-in');
    } catch (error) {
      // Staying signed in without knowing it would be worse than being told that the server is away.
      this.errors.toast(error);
    }
  }

  private run(changing: Promise<unknown>): void {
    changing.catch((error: unknown) => {
      // What was chosen does not hold; the menu still shows what does.
      this.errors.toast(error);
    });
  }
}
