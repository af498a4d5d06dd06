import { Service, computed, inject } from '@angular/core';
import type { Message } from '../channel/channel-events.rules';
import { type ReadPosition, furthest } from '../history/receipt.rules';
import { Receipts } from '../history/receipts';
import { ThreadStore } from './thread.store';

/** Who has read what is said in a thread: by the thread, and what stands in the channel too by either. */
@Service({ autoProvided: false })
export class ThreadReceipts extends Receipts {
  private readonly thread = inject(ThreadStore).thread;

  /** Names are those of the channel's members: where receipts are shown these are few, and all of them known. */
  private readonly inThread = computed<readonly ReadPosition[]>(() => {
    const upTo = new Map(
      this.thread()?.readPositions?.map(({ user, lastReadSeq }) => [user?.id, lastReadSeq]),
    );
    return this.inChannel().flatMap((member) => {
      const seq = upTo.get(member.userId);
      return seq === undefined ? [] : [{ ...member, seq }];
    });
  });
  private readonly inEither = computed(() => furthest(this.inThread(), this.inChannel()));

  protected override positionsFor(
    message: Pick<Message, 'inTimeline' | 'inThread'>,
  ): readonly ReadPosition[] {
    // The message that the thread is about stands in the channel alone.
    if (!message.inThread) return super.positionsFor(message);
    return message.inTimeline ? this.inEither() : this.inThread();
  }
}
