import { Component, computed, inject, input } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { type NotificationLevel, SetNotificationLevelDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { isSilent } from '../../core/notifications/notify.rules';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { UntilTimePipe } from '../../ui/time/time-pipes';
import { type Until, untilAt } from '../../ui/time/until';
import { Times } from '../time/times';

const LEVELS: readonly NotificationLevel[] = ['ALL', 'MENTIONS', 'NOTHING'];
const SILENCES: readonly Until[] = ['hour1', 'hours4', 'tomorrow', 'week'];

/** What the viewer is told of in a channel, and a silence for a while; nothing for who is not in it. */
@Component({
  selector: 'app-level-menu',
  imports: [Icon, IconButton, MatMenu, MatMenuItem, MatMenuTrigger, TranslocoPipe, UntilTimePipe],
  templateUrl: './level-menu.html',
  styleUrl: './level-menu.scss',
})
export class LevelMenu {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly sidebar = inject(Sidebar);
  private readonly times = inject(Times);

  readonly channelId = input.required<string>();

  protected readonly levels = LEVELS;
  protected readonly silences = SILENCES;
  protected readonly entry = computed(() => this.sidebar.entryOf(this.channelId()));
  protected readonly zone = computed(() => this.times.timeZone() ?? 'UTC');
  protected readonly silent = computed(() => {
    const entry = this.entry();
    return entry ? isSilent(entry, this.times.now()) : false;
  });
  /** Until when it is silent for a while; null when it is not, or by its level. */
  protected readonly mutedUntil = computed(() => {
    const until = this.entry()?.mutedUntil;
    return until && new Date(until) > this.times.now() ? until : null;
  });

  protected choose(level: NotificationLevel): Promise<void> {
    return this.set(level, this.mutedUntil());
  }

  protected mute(until: Until): Promise<void> {
    const end = untilAt(until, this.times.now(), this.zone());
    return this.set(this.entry()?.level ?? 'MENTIONS', end?.toISOString() ?? null);
  }

  protected unmute(): Promise<void> {
    return this.set(this.entry()?.level ?? 'MENTIONS', null);
  }

  private async set(level: NotificationLevel, mutedUntil: string | null): Promise<void> {
    const input = { channelId: this.channelId(), level, mutedUntil, key: crypto.randomUUID() };
    try {
      await change(this.apollo, SetNotificationLevelDocument, { input });
    } catch (error) {
      // What was chosen does not hold; the menu still shows what does.
      this.errors.toast(error);
    }
  }
}
