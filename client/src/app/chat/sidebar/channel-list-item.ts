import { Component, computed, inject, input, signal, viewChild } from '@angular/core';
import { MatMenuModule, MatMenuTrigger } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import type { SidebarItemFragment } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { isSilent } from '../../core/notifications/notify.rules';
import { Avatar } from '../../ui/avatar/avatar';
import { Badge } from '../../ui/badge/badge';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { ListItem } from '../../ui/list-item/list-item';
import { Drafts } from '../composer/drafts';
import { Presences } from '../presence/presence.store';
import { Times } from '../time/times';
import { PlaceMenu } from './place-menu';
import { badgeCount, channelIcon, endSlot } from './sidebar.rules';

/** One conversation in the list, with the one thing at its end that asks most for attention. */
@Component({
  selector: 'app-channel-list-item',
  imports: [
    Avatar,
    Badge,
    Icon,
    IconButton,
    ListItem,
    MatMenuModule,
    PlaceMenu,
    PluralPipe,
    RouterLink,
    TranslocoPipe,
  ],
  templateUrl: './channel-list-item.html',
  styleUrl: './channel-list-item.scss',
  host: { '(pointerenter)': 'wanted.set(true)', '(focusin)': 'wanted.set(true)' },
})
export class ChannelListItem {
  private readonly drafts = inject(Drafts);
  private readonly presences = inject(Presences);
  protected readonly times = inject(Times);

  readonly entry = input.required<SidebarItemFragment>();
  readonly open = input(false);

  protected readonly channel = computed(() => this.entry().channel);
  protected readonly peer = computed(() => this.entry().peer);
  protected readonly name = computed(() => this.peer()?.displayName ?? this.channel().name);
  protected readonly icon = computed(() => channelIcon(this.channel()));
  protected readonly count = computed(() => badgeCount(this.entry()));
  protected readonly presence = computed(() => {
    const peer = this.peer();
    return peer ? this.presences.stateOf(peer.id, peer.presence?.state) : null;
  });
  private readonly standing = computed(() => {
    const peer = this.peer();
    return peer ? this.presences.of(peer.id) : null;
  });
  protected readonly statusEmoji = computed(() => this.standing()?.statusEmoji ?? null);
  protected readonly statusText = computed(() => this.standing()?.statusText ?? null);
  protected readonly silent = computed(() => isSilent(this.entry(), this.times.now()));
  protected readonly slot = computed(() =>
    endSlot(
      { ...this.entry(), silent: this.silent() },
      {
        hasDraft: this.drafts.has(this.channel().id),
        isOpen: this.open(),
        elsewhere: this.times.elsewhere(this.peer()?.timeZone, 1),
      },
    ),
  );

  private readonly trigger = viewChild(MatMenuTrigger);
  /** A list may be long: its menus are made for those rows only that somebody is about to open one of. */
  protected readonly wanted = signal(matchMedia('(hover: none)').matches);

  /** A right click, or the key for it, opens what the button beside it does. */
  protected openMenu(event: Event): void {
    event.preventDefault();
    this.trigger()?.openMenu();
  }
}
