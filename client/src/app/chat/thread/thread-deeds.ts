import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  FollowThreadDocument,
  MarkUnreadDocument,
  OpenThreadDocument,
  UpdateThreadDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Toasts } from '../../core/toast/toasts';
import type { Telling } from '../notification/tell-menu';
import { Times } from '../time/times';

/** What of a thread may be changed. */
export interface ThreadChange {
  readonly topic?: string;
  readonly locked?: boolean;
}

/** What can be done with threads, and with what is unread. */
@Service()
export class ThreadDeeds {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly texts = inject(TranslocoService);
  private readonly times = inject(Times);
  private readonly toasts = inject(Toasts);

  /** Finds or makes the thread of a message; null where that was refused, which is said. */
  async openThread(messageId: string): Promise<{ readonly id: string; readonly channelId: string } | null> {
    const input = { discussableId: messageId, key: crypto.randomUUID() };
    try {
      const { data } = await firstValueFrom(
        this.apollo.mutate({ mutation: OpenThreadDocument, variables: { input } }),
      );
      return data ? { id: data.openThread.id, channelId: data.openThread.channel.id } : null;
    } catch (error) {
      // Nothing was opened; why is all there is to tell.
      this.errors.toast(error);
      return null;
    }
  }

  /** Chooses what to be told of a thread; what was chosen is said. */
  follow(threadId: string, { level, mutedUntil }: Telling): void {
    const input = { threadId, level, mutedUntil, key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: FollowThreadDocument, variables: { input } }).subscribe({
      next: () => {
        this.toasts.done(
          mutedUntil
            ? this.texts.translate('chat.level.until', { time: this.times.moment(mutedUntil) })
            : this.texts.translate(`chat.thread.told.${level}`),
        );
      },
      error: (error: unknown) => {
        this.errors.toast(error);
      },
    });
  }

  /** Names, closes or opens a thread; fails with what the server has against it. */
  async update(
    thread: { readonly id: string; readonly version: number },
    change: ThreadChange,
  ): Promise<void> {
    const input = {
      threadId: thread.id,
      expectedVersion: thread.version,
      key: crypto.randomUUID(),
      ...change,
    };
    await firstValueFrom(this.apollo.mutate({ mutation: UpdateThreadDocument, variables: { input } }));
  }

  setLocked(thread: { readonly id: string; readonly version: number }, locked: boolean): void {
    this.update(thread, { locked }).catch((error: unknown) => {
      this.errors.toast(error);
    });
  }

  /** Marks a message and what follows it as unread; `refused` is called when that does not hold. */
  markUnread(messageId: string, refused: () => void): void {
    const input = { messageId, key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: MarkUnreadDocument, variables: { input } }).subscribe({
      next: () => {
        this.toasts.done(this.texts.translate('chat.markedUnread'));
      },
      error: (error: unknown) => {
        refused();
        this.errors.toast(error);
      },
    });
  }
}
