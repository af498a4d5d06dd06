import { Component, booleanAttribute, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import type { ThreadItemFragment, ThreadPlaceFragment } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { isSilent } from '../../core/notifications/notify.rules';
import { Avatar } from '../../ui/avatar/avatar';
import { Badge } from '../../ui/badge/badge';
import { Icon } from '../../ui/icon/icon';
import { excerptOf } from '../composer/mention.rules';
import { channelIcon } from '../sidebar/sidebar.rules';
import { Times } from '../time/times';

/** A thread in a list: where it is, what it is about, who answered, and what waits there. */
@Component({
  selector: 'app-thread-item',
  imports: [Avatar, Badge, Icon, PluralPipe, RouterLink, TranslocoPipe],
  templateUrl: './thread-item.html',
  styleUrl: './thread-item.scss',
})
export class ThreadItem {
  private readonly texts = inject(TranslocoService);
  protected readonly times = inject(Times);

  readonly thread = input.required<ThreadItemFragment>();
  readonly place = input<ThreadPlaceFragment | null>(null);
  readonly withChannel = input(false, { transform: booleanAttribute });
  readonly open = input(false);

  protected readonly params = computed(() => ({ panel: 'thread', of: this.thread().id, message: null }));
  protected readonly icon = computed(() => channelIcon(this.thread().channel));
  protected readonly where = computed(() => {
    const { name, viewerEntry } = this.thread().channel;
    return viewerEntry?.peer?.displayName ?? name;
  });
  protected readonly title = computed(() => {
    const { topic, root } = this.thread();
    if (topic) return topic;
    if (!root) return this.texts.translate('chat.thread.rootGone');
    if (root.deletedAt) return this.texts.translate('chat.deletedQuote');
    return excerptOf(root.text ?? '', 200) || this.texts.translate('chat.thread.noWords');
  });
  protected readonly faces = computed(() => (this.thread().participants ?? []).slice(0, 4));
  protected readonly muted = computed(() => {
    const place = this.place();
    return place !== null && isSilent(place, this.times.now());
  });
  protected readonly unread = computed(() => this.place()?.unreadCount ?? 0);
}
