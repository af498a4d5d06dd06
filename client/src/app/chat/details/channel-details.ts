import { Component, computed, inject, output } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { MessageBody } from '../../ui/message-body/message-body';
import { SidePanel } from '../../ui/panes/side-panel';
import { ShareButton } from '../card/share-button';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { AddPeople } from './add-people';
import { ChannelFiles } from './channel-files';
import { ChannelDeeds } from './channel-deeds';
import { EditChannel } from './edit-channel';
import { ChannelOrder } from './channel-order';
import { InternalNotes } from './internal-notes';
import { MemberList } from './member-list';
import { MessageWays } from '../history/message-ways';

/** What the channel on screen is, who is in it, and what may be changed about it. */
@Component({
  selector: 'app-channel-details',
  imports: [
    Button,
    ChannelFiles,
    ChannelOrder,
    Icon,
    InternalNotes,
    MemberList,
    MessageBody,
    MessageWays,
    ShareButton,
    SidePanel,
    TranslocoPipe,
  ],
  templateUrl: './channel-details.html',
  styleUrl: './channel-details.scss',
})
export class ChannelDetails {
  private readonly dialogs = inject(Dialogs);
  private readonly texts = inject(TranslocoService);
  private readonly deeds = inject(ChannelDeeds);
  private readonly store = inject(ChannelStore);
  protected readonly conversation = inject(Conversation);
  protected readonly viewer = inject(Session).viewer;
  /** Whether the viewer is helped here, and does not help. */
  private readonly outside = computed(() => ['CUSTOMER', 'GUEST'].includes(this.viewer()?.kind ?? ''));

  readonly closed = output();
  /** The viewer is no longer in the channel. */
  readonly left = output();

  protected readonly channel = this.store.channel;
  protected readonly may = computed(() => {
    const can = new Set(this.store.can());
    const open = !this.channel()?.archivedAt;
    const followed = this.channel()?.kind === 'DEPARTMENT';
    return {
      edit: can.has('MANAGE') && open,
      invite: can.has('INVITE') && open,
      manage: can.has('MANAGE'),
      leave: this.store.member() && !followed && this.channel()?.kind !== 'DIRECT',
      notes: Boolean(this.channel()?.customerVisible) && !this.outside(),
    };
  });

  protected edit(): void {
    this.dialogs.open(EditChannel, this.channel());
  }

  protected addPeople(): void {
    this.dialogs.open(AddPeople, this.channel());
  }

  protected archive(): void {
    const channel = this.channel();
    if (!channel) return;
    if (channel.archivedAt) {
      this.deeds.restore(channel.id);
      return;
    }
    this.ask('archive').subscribe((yes) => {
      if (yes) this.deeds.archive(channel.id);
    });
  }

  protected leave(): void {
    const channel = this.channel();
    if (!channel) return;
    this.ask('leave').subscribe((yes) => {
      if (yes) {
        this.deeds.leave(channel.id).subscribe(() => {
          this.left.emit();
        });
      }
    });
  }

  private ask(deed: 'archive' | 'leave') {
    const say = (part: string): string =>
      this.texts.translate(`chat.details.${deed}Question.${part}`, { name: this.channel()?.name });
    return this.dialogs.ask({
      title: say('title'),
      text: say('text'),
      confirm: say('confirm'),
      danger: true,
    });
  }
}
