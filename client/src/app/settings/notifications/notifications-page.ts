import { Component, computed, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { DeviceNotices } from '../../core/notifications/device-notices';
import { Session } from '../../core/session/session';
import { SettingRow } from '../setting-row';
import { Saved } from '../saved';
import { LevelList } from './level-list';
import { QuietWeek } from './quiet-week';

/** What one is told of, where, and when not. */
@Component({
  selector: 'app-notifications-page',
  imports: [LevelList, QuietWeek, SettingRow, TranslocoPipe],
  templateUrl: './notifications-page.html',
  styleUrl: './notifications-page.scss',
})
export class NotificationsPage {
  private readonly saved = inject(Saved);
  protected readonly notices = inject(DeviceNotices);
  protected readonly session = inject(Session);

  protected readonly on = computed(() => this.notices.on());
  /** Why notices cannot be shown; null when they can. */
  protected readonly obstacle = computed(() => {
    const permission = this.notices.permission();
    return permission === 'denied' || permission === 'unsupported' ? permission : null;
  });

  protected async toggle(on: boolean): Promise<void> {
    if (!on) this.notices.turnOff();
    else if (!(await this.notices.turnOn())) return;
    this.saved.say();
  }

  protected showText(shown: boolean): void {
    this.notices.showText(shown);
    this.saved.say();
  }
}
