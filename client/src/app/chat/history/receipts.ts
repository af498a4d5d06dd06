import { Service, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Times } from '../time/times';
import { type ReadPosition, type Receipt, receiptOf } from './receipt.rules';

const namedAtMost = 5;

/** Who has read and who has reacted, in words. */
@Service({ autoProvided: false })
export class Receipts {
  private readonly store = inject(ChannelStore);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);

  /** How far people have read the channel. */
  protected readonly inChannel = computed<readonly ReadPosition[]>(() =>
    (this.store.channel()?.members.nodes ?? []).flatMap(({ user, lastReadSeq }) =>
      user && lastReadSeq !== null ? [{ userId: user.id, name: user.displayName, seq: lastReadSeq }] : [],
    ),
  );

  of(message: Pick<Message, 'seq' | 'inTimeline' | 'inThread'>): {
    readonly state: Receipt['state'];
    readonly label: string;
  } {
    const receipt = receiptOf(message.seq, this.positionsFor(message), this.store.viewerId());
    return { state: receipt.state, label: this.said(receipt) };
  }

  /** "👍 Jonas, Élise and 2 others" */
  reacted(emoji: string, count: number, users: readonly { readonly displayName: string }[]): string {
    return `${emoji} ${this.list(
      users.map(({ displayName }) => displayName),
      count,
    )}`;
  }

  /** How far people have read of what a message stands in: of the channel, which says nothing of its threads. */
  protected positionsFor({ inTimeline }: Pick<Message, 'inTimeline' | 'inThread'>): readonly ReadPosition[] {
    return inTimeline ? this.inChannel() : [];
  }

  private said({ state, readers, everyone }: Receipt): string {
    if (state === 'kept') return this.texts.translate('chat.receipt.kept');
    if (everyone && readers.length > 1) return this.texts.translate('chat.receipt.everyone');
    return this.texts.translate('chat.receipt.read', { names: this.list(readers, readers.length) });
  }

  private list(names: readonly string[], count: number): string {
    const named = names.slice(0, namedAtMost);
    const rest = count - named.length;
    const all = rest > 0 ? [...named, plural(this.texts, 'chat.others', rest)] : named;
    return new Intl.ListFormat(this.times.locale(), { type: 'conjunction' }).format(all);
  }
}
