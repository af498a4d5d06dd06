import { Service, computed, inject } from '@angular/core';
import { Connection } from '../../core/graphql/connection';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';
import { Times } from '../time/times';
import { workMoment } from '../time/work-moment.rules';
import { ComposerStore } from './composer.store';
import { excerptOf } from './mention.rules';

/** What to know before sending; one line at most. */
export interface Hint {
  readonly kind: 'refused' | 'editing' | 'revising' | 'everyone' | 'offline' | 'hours' | 'reply';
  readonly key?: string;
  readonly params?: Readonly<Record<string, string>>;
  readonly count?: number;
}

/** Chooses the one line above the box, by how much it matters, and says why the box is closed where it is. */
@Service({ autoProvided: false })
export class ComposerHints {
  private readonly channel = inject(ChannelStore);
  private readonly conversation = inject(Conversation);
  private readonly connection = inject(Connection);
  private readonly composer = inject(ComposerStore);
  private readonly times = inject(Times);

  readonly current = computed<Hint | null>(() => {
    if (this.composer.refused()) return { kind: 'refused' };
    if (this.conversation.editing()) return { kind: 'editing' };
    if (this.conversation.revising()) return { kind: 'revising' };
    if (this.composer.callsEveryone()) {
      return { kind: 'everyone', count: this.channel.channel()?.memberCount ?? 0 };
    }
    if (this.connection.state() === 'offline') return { kind: 'offline' };
    return this.reply() ?? this.hours();
  });

  /** Why nothing can be written here; the key of a sentence. */
  readonly refusal = computed(() => {
    const channel = this.channel.channel();
    if (!channel || this.channel.can().includes('POST')) return null;
    const closed = this.channel.closed();
    if (closed) return closed;
    if (channel.archivedAt) return 'chat.closed.archived';
    if (!channel.viewerEntry) return 'chat.closed.notMember';
    return channel.postingRole === 'MEMBER' ? 'chat.closed.reader' : 'chat.closed.announcements';
  });

  private reply(): Hint | null {
    const message = this.conversation.replyingTo();
    if (!message) return null;
    const params = { name: message.author?.displayName ?? '', text: excerptOf(message.text ?? '', 80) };
    return { kind: 'reply', params };
  }

  private hours(): Hint | null {
    const peer = this.channel.channel()?.viewerEntry?.peer;
    if (!peer) return null;
    const moment = workMoment(peer.workingHours, peer.timeZone, this.times.now(), peer.holidays);
    if (moment === 'working') return null;
    const name = peer.displayName.split(' ')[0] ?? peer.displayName;
    const params = { name, time: this.times.hourIn(peer.timeZone, this.times.now()) };
    return { kind: 'hours', key: `chat.composer.hours.${moment}`, params };
  }
}
