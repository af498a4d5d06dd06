import { Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChoosePresenceDocument, type PresenceState } from '../../generated/graphql';
import { SayError } from '../core/errors/say-error';
import { Session } from '../core/session/session';
import { Appearance, schemes } from '../core/theme/appearance';
import { Avatar } from '../ui/avatar/avatar';
import { Icon } from '../ui/icon/icon';
import { PresenceDot } from '../ui/presence-dot/presence-dot';

/** What somebody can choose to be; offline is what they are when they leave. */
const CHOICES: readonly PresenceState[] = ['ONLINE', 'AWAY', 'BUSY', 'DO_NOT_DISTURB'];

/** The viewer's own menu: how they are there, how it looks, and the way out. */
@Component({
  selector: 'app-profile-menu',
  imports: [Avatar, Icon, MatMenu, MatMenuItem, MatMenuTrigger, PresenceDot, RouterLink, TranslocoPipe],
  templateUrl: './profile-menu.html',
  styleUrl: './profile-menu.scss',
})
export class ProfileMenu {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  protected readonly session = inject(Session);
  protected readonly appearance = inject(Appearance);

  readonly presence = input<PresenceState | null>(null);
  protected readonly choices = CHOICES;
  protected readonly schemes = schemes;
  protected readonly viewer = computed(() => this.session.viewer());

  protected choose(state: PresenceState): void {
    const variables = { input: { state, key: crypto.randomUUID() } };
    this.apollo.mutate({ mutation: ChoosePresenceDocument, variables }).subscribe({
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
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
}
