import { Service, computed, effect, inject, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  NewestAnswerDocument,
  NewestMessageDocument,
  type SidebarItemFragment,
} from '../../../generated/graphql';
import { Clock } from '../../ui/time/clock';
import { OwnState } from '../presence/own-state';
import type { SidebarEvent } from '../sidebar/sidebar-events.rules';
import { Sidebar } from '../sidebar/sidebar.store';
import { DeviceNotices } from './device-notices';
import { holdsNotices } from './notice-leader';
import { looksAt, noteLooking } from './looking';
import { type TellableThread, isFresh, isNews, isSilent, isThreadNews } from './notify.rules';
import { QuietHours } from './quiet-hours';

const LONGEST = 140;

type Reminder = Extract<SidebarEvent, { __typename?: 'AcknowledgementChanged' }>;
type ThreadNews = Extract<SidebarEvent, { __typename?: 'ThreadFollowChanged' }>;

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

  private readonly threads = new Map<string, TellableThread>();
  /** When each message was last reminded of, as far as that was told. */
  private readonly reminders = new Map<string, string>();

  private readonly entries = computed(() => (this.sidebar.loaded() ? this.sidebar.entries() : null));

  constructor() {
    noteLooking(this.sidebar.openId);
    effect(() => {
      const entries = this.entries();
      untracked(() => {
        if (entries) this.compare(entries);
      });
    });
    this.sidebar.heard.pipe(takeUntilDestroyed()).subscribe((event) => {
      if (event.__typename === 'ThreadFollowChanged') this.compareThread(event);
      if (event.__typename === 'AcknowledgementChanged') this.remind(event);
    });
  }

  private compare(entries: readonly SidebarItemFragment[]): void {
    const before = this.before;
    this.before = new Map(entries.map((entry) => [entry.id, entry]));
    if (!before || !this.mayKnock()) return;
    const now = this.clock.now();
    for (const entry of entries) {
      if (isNews(before.get(entry.id), entry, now) && !looksAt(entry.channel.id)) {
        this.quietly(this.knock(entry));
      }
    }
  }

  private compareThread({ follow }: ThreadNews): void {
    const before = this.threads.get(follow.id);
    this.threads.set(follow.id, follow);
    if (isThreadNews(before, follow, this.clock.now()) && this.mayKnock()) {
      this.quietly(this.knockForThread(follow.thread.id));
    }
  }

  /** Whoever is reminded to confirm something was asked by name, so no level of a channel keeps it silent. */
  private remind({ message, remindedAt }: Reminder): void {
    if (!message || message.viewerAcknowledgedAt || !this.mayKnock()) return;
    if (!remindedAt || !isFresh(remindedAt, this.clock.now())) return;
    // Events tell what stands when they are read: the request itself may be told as reminded of already.
    if (this.reminders.get(message.id) === remindedAt) return;
    this.reminders.set(message.id, remindedAt);
    const { author, channel } = message;
    if (looksAt(channel.id)) return;
    const place = this.sidebar.entryOf(channel.id)?.peer?.displayName ?? channel.name;
    const title = author
      ? this.texts.translate('notices.title', { author: author.displayName, place })
      : place;
    this.notices.show(title, this.texts.translate('notices.confirm'), message.id, () => {
      void this.router.navigate(['/chat', channel.id], { queryParams: { message: message.id } });
    });
  }

  /** Without an answer nothing is shown; the list tells the same. */
  private quietly(knocking: Promise<void>): void {
    knocking.catch(() => undefined);
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
    const place = entry.peer?.displayName ?? entry.channel.name;
    const title = entry.peer || !author ? place : this.texts.translate('notices.title', { author, place });
    this.show(title, message?.text ?? '', channelId, () => this.router.navigate(['/chat', channelId]));
  }

  private async knockForThread(threadId: string): Promise<void> {
    const { data } = await firstValueFrom(
      this.apollo.query({ query: NewestAnswerDocument, variables: { threadId }, fetchPolicy: 'no-cache' }),
    );
    const thread = data?.thread;
    const message = thread?.messages.nodes[0];
    if (!thread || !message || looksAt(thread.channel.id)) return;
    const entry = this.sidebar.entryOf(thread.channel.id);
    if (entry && isSilent(entry, this.clock.now())) return;
    const author = message.author?.displayName ?? '';
    const place = entry?.peer?.displayName ?? thread.channel.name;
    const title = this.texts.translate('notices.thread', { author, place });
    this.show(title, message.text ?? '', thread.id, () =>
      this.router.navigate(['/chat', thread.channel.id], { queryParams: { panel: 'thread', of: thread.id } }),
    );
  }

  private show(title: string, text: string, tag: string, pressed: () => Promise<unknown>): void {
    const words = this.notices.showsText() ? plain(text) : '';
    this.notices.show(title, words || this.texts.translate('notices.wrote'), tag, () => void pressed());
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
