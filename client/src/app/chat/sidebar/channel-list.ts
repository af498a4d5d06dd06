import { NgTemplateOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { SayError } from '../../core/errors/say-error';
import { PluralPipe } from '../../core/i18n/plural';
import { Palette } from '../../core/palette/palette';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialog/dialogs';
import { ErrorState } from '../../ui/error-state/error-state';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { Kbd } from '../../ui/kbd/kbd';
import { ListPane } from '../../ui/panes/list-pane';
import { ListSection } from '../../ui/panes/list-section';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { BrowseChannels } from '../dialogs/browse-channels';
import { NewChannel } from '../dialogs/new-channel';
import { NewMessage } from '../dialogs/new-message';
import { Presences } from '../presence/presence.store';
import { Times } from '../time/times';
import { ChannelListItem } from './channel-list-item';
import { DropPlace, channelDrag } from './drop-place';
import { PageList } from './page-list';
import { ReadAll } from './read-all';
import { sectionsOf } from './sidebar.rules';
import { Sidebar } from '../../core/sidebar/sidebar.store';

/** Every conversation of the viewer: channels by name, people by who spoke last. */
@Component({
  selector: 'app-channel-list',
  imports: [
    ChannelListItem,
    DropPlace,
    ErrorState,
    Icon,
    IconButton,
    Kbd,
    ListPane,
    ListSection,
    NgTemplateOutlet,
    PluralPipe,
    PageList,
    ReadAll,
    Skeleton,
    TranslocoPipe,
  ],
  templateUrl: './channel-list.html',
  styleUrl: './channel-list.scss',
})
export class ChannelList {
  private readonly router = inject(Router);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly presences = inject(Presences);
  private readonly session = inject(Session);
  private readonly times = inject(Times);
  protected readonly palette = inject(Palette);
  protected readonly sidebar = inject(Sidebar);

  readonly openId = input<string | null>(null);
  /** The page on screen in place of a conversation. */
  readonly openPath = input<string | null>(null);

  protected readonly unreadOnly = signal(false);
  protected readonly showsHidden = signal(false);
  protected readonly sections = computed(() =>
    sectionsOf(this.sidebar.entries(), {
      unreadOnly: this.unreadOnly(),
      openId: this.openId(),
      locale: this.times.locale(),
    }),
  );
  protected readonly mayCreate = computed(() => this.session.permissions().has('CREATE_CHANNELS'));
  protected readonly guest = this.session.guest;
  protected readonly failure = computed(() => {
    const error = this.sidebar.failure();
    return error ? this.errors.sentence(error) : null;
  });
  private readonly peerIds = computed(
    () => this.sidebar.entries().flatMap(({ peer }) => (peer ? [peer.id] : [])),
    { equal: (a, b) => a.join() === b.join() },
  );

  constructor() {
    effect((onCleanup) => {
      const ids = this.peerIds();
      onCleanup(untracked(() => this.presences.watch(ids)));
    });
  }

  /** Takes a conversation up, to be dropped under another heading. */
  protected carry(event: DragEvent, channelId: string): void {
    event.dataTransfer?.setData(channelDrag, channelId);
  }

  protected writeToSomebody(): void {
    this.goTo(this.dialogs.open<string>(NewMessage));
  }

  protected makeChannel(): void {
    this.goTo(this.dialogs.open<string>(NewChannel));
  }

  protected browse(): void {
    this.goTo(this.dialogs.open<string>(BrowseChannels));
  }

  private goTo(dialog: ReturnType<typeof this.dialogs.open<string>>): void {
    dialog.closed.subscribe((channelId) => {
      if (channelId) void this.router.navigate(['/chat', channelId]);
    });
  }
}
