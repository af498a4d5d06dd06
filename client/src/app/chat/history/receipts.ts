import { Service, computed, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Times } from '../time/times';
import { type Receipt, receiptOf } from './receipt.rules';

const namedAtMost = 5;

/** Who has read and who has reacted, in words. */
@Service({ autoProvided: false })
export class Receipts {
  private readonly store = inject(ChannelStore);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);

  private readonly positions = computed(() =>
    (this.store.channel()?.members.nodes ?? []).flatMap(({ user, lastReadSeq }) =>
      user && lastReadSeq !== null ? [{ userId: user.id, name: user.displayName, seq: lastReadSeq }] : [],
    ),
  );

  of({ seq, inTimeline }: Pick<Message, 'seq' | 'inTimeline'>): {
    readonly state: Receipt['state'];
    readonly label: string;
  } {
    // How far people have read a channel says nothing of what stands in its threads alone.
    const receipt = receiptOf(seq, inTimeline ? this.positions() : [], this.store.viewerId());
    return { state: receipt.state, label: this.said(receipt) };
  }

  /** "👍 Jonas, Élise and 2 others" */
  reacted(emoji: string, count: number, users: readonly { readonly displayName: string }[]): string {
    return `${emoji} ${this.list(
      users.map(({ displayName }) => displayName),
      count,
    )}`;
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
