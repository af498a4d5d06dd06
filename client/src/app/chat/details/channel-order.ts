import { Component, computed, inject } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ChannelOrderDocument } from '../../../generated/graphql';
import { PluralPipe } from '../../core/i18n/plural';
import { read } from '../../core/graphql/read';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { ChannelStore } from '../channel/channel.store';
import { Bans } from './bans';
import { WordRules } from './word-rules';

/** By what a channel is kept: how long messages stay, who holds the keys, and for who keeps order, what there is to do. */
@Component({
  selector: 'app-channel-order',
  imports: [Button, Icon, PluralPipe, RouterLink, TranslocoPipe],
  templateUrl: './channel-order.html',
  styleUrl: './channel-order.scss',
})
export class ChannelOrder {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly store = inject(ChannelStore);

  protected readonly channel = this.store.channel;
  protected readonly moderates = computed(() => this.store.can().includes('MODERATE'));
  protected readonly found = rxResource({
    params: () => {
      const channelId = this.store.channelId();
      return channelId ? { channelId } : undefined;
    },
    stream: ({ params }) => read(this.apollo, ChannelOrderDocument, params),
  });
  protected readonly order = computed(() => (this.found.hasValue() ? this.found.value().channel : null));

  protected openBans(): void {
    this.dialogs.open(Bans, this.channel()?.id).closed.subscribe(() => this.found.reload());
  }

  protected openRules(): void {
    this.dialogs.open(WordRules, this.channel()?.id).closed.subscribe(() => this.found.reload());
  }
}
