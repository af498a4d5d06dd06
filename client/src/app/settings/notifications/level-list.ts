import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import {
  type NotificationLevel,
  SetNotificationLevelDocument,
  type SidebarItemFragment,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Session } from '../../core/session/session';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { UntilTimePipe } from '../../ui/time/time-pipes';
import { SettingRow } from '../setting-row';
import { Saved } from '../saved';

const LEVELS: readonly NotificationLevel[] = ['ALL', 'MENTIONS', 'NOTHING'];

/** Every conversation of the viewer with what is told of it. */
@Component({
  selector: 'app-level-list',
  imports: [Icon, Input, SettingRow, TranslocoPipe, UntilTimePipe],
  templateUrl: './level-list.html',
  styleUrl: './level-list.scss',
})
export class LevelList {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly saved = inject(Saved);
  private readonly clock = inject(Clock);
  private readonly sidebar = inject(Sidebar);
  private readonly session = inject(Session);

  protected readonly levels = LEVELS;
  protected readonly zone = computed(() => this.session.viewer()?.timeZone ?? 'UTC');
  protected readonly rows = computed(() => {
    const now = this.clock.now();
    return this.sidebar
      .entries()
      .filter(({ channel }) => !channel.archivedAt)
      .map((entry) => ({
        entry,
        name: entry.peer?.displayName ?? entry.channel.name,
        mutedUntil: entry.mutedUntil && new Date(entry.mutedUntil) > now ? entry.mutedUntil : null,
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  });

  protected async choose(entry: SidebarItemFragment, level: string): Promise<void> {
    const input = {
      channelId: entry.channel.id,
      level: level as NotificationLevel,
      mutedUntil: null,
      key: crypto.randomUUID(),
    };
    try {
      await change(this.apollo, SetNotificationLevelDocument, { input });
      this.saved.say();
    } catch (error) {
      // The list still shows what holds.
      this.errors.toast(error);
    }
  }
}
