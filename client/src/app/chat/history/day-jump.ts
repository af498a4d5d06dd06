import { inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import { ChannelStore } from '../channel/channel.store';
import { Conversation } from '../channel/conversation';

/** The way to what was said on a day. */
export interface DayJump {
  /** Lets a day be chosen, and goes there. */
  choose(): Promise<void>;
  to(day: Date): Promise<void>;
}

/** The way to a day in the channel on screen. Call it where `inject` works. */
export function injectDayJump(): DayJump {
  const [store, conversation, dialogs] = [inject(ChannelStore), inject(Conversation), inject(Dialogs)];
  const [toasts, texts] = [inject(Toasts), inject(TranslocoService)];
  const to = async (day: Date): Promise<void> => {
    const messageId = await store.history.loadTime(day);
    if (messageId) conversation.jumpTo(messageId);
    else toasts.done(texts.translate('chat.jump.nothing'));
  };
  return {
    to,
    choose: async () => {
      const { JumpToDate } = await import('./jump-to-date');
      dialogs.open<Date>(JumpToDate, null, 'question').closed.subscribe((day) => {
        if (day) void to(day);
      });
    },
  };
}
