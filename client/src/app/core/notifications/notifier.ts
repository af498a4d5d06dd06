import { Service, computed, effect, inject, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import { NewestMessageDocument, type SidebarItemFragment } from '../../../generated/graphql';
import { Clock } from '../../ui/time/clock';
import { OwnState } from '../presence/own-state';
import { Sidebar } from '../sidebar/sidebar.store';
import { DeviceNotices } from './device-notices';
import { holdsNotices } from './notice-leader';
import { looksAt, noteLooking } from './looking';
import { isNews } from './notify.rules';
import { QuietHours } from './quiet-hours';

const LONGEST = 140;

/**
 * Knocks where the viewer is when a conversation asks for them: by the level of the channel, never in quiet hours, while
 * they are not to be disturbed, or for what is on screen. Of several windows one does it.
 */
@Service()
export class Notifier {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly texts = inject(TranslocoService);
  private readonly clock = inject(Clock);
  private readonly sidebar = inject(Sidebar);
  private readonly notices = inject(DeviceNotices);
  private readonly quiet = inject(QuietHours);
  private readonly own = inject(OwnState);
  private readonly leads = holdsNotices();
  private before: ReadonlyMap<string, SidebarItemFragment> | null = null;

  private readonly entries = computed(() => (this.sidebar.loaded() ? this.sidebar.entries() : null));

  constructor() {
    noteLooking(this.sidebar.openId);
    effect(() => {
      const entries = this.entries();
      untracked(() => {
        if (entries) this.compare(entries);
      });
    });
  }

  private compare(entries: readonly SidebarItemFragment[]): void {
    const before = this.before;
    this.before = new Map(entries.map((entry) => [entry.id, entry]));
    if (!before || !this.mayKnock()) return;
    const now = this.clock.now();
    for (const entry of entries) {
      if (isNews(before.get(entry.id), entry, now) && !looksAt(entry.channel.id)) void this.knock(entry);
    }
  }

  private mayKnock(): boolean {
    if (!this.notices.on() || !this.leads()) return false;
    return !this.own.notDisturbed() && !this.quiet.isQuiet(this.clock.now());
  }

  private async knock(entry: SidebarItemFragment): Promise<void> {
    const channelId = entry.channel.id;
    const { data } = await firstValueFrom(
      this.apollo.query({ query: NewestMessageDocument, variables: { channelId }, fetchPolicy: 'no-cache' }),
    );
    const message = data?.channel?.viewerEntry?.lastMessage;
    const author = message?.author?.displayName ?? '';
    const place = entry.peer ? entry.peer.displayName : entry.channel.name;
    const title = entry.peer || !author ? place : this.texts.translate('notices.title', { author, place });
    const text = this.notices.showsText() ? plain(message?.text ?? '') : '';
    this.notices.show(title, text || this.texts.translate('notices.wrote'), channelId, () => {
      void this.router.navigate(['/chat', channelId]);
    });
  }
}

/** The words of a message without its marks, as far as a notice shows them. */
function plain(text: string): string {
  const words = text
    .replaceAll(/\|\|[^|]+\|\|/g, '▒▒▒')
    .replaceAll(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/[*_`~>#]+/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST - 1)}…` : words;
}
