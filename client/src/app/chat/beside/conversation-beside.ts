import { Service, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { Conversation } from '../channel/conversation';
import { type Panel, paramsOf } from '../channel/panel.rules';
import { ChannelStore } from '../channel/channel.store';

/** A conversation beside something else: it has no panels of its own, and what would stand in one is shown in chat. */
@Service({ autoProvided: false })
export class ConversationBeside extends Conversation {
  private readonly store = inject(ChannelStore);
  private readonly toChat = inject(Router);

  override readonly panel = signal<Panel | null>(null).asReadonly();

  override open(panel: Panel, { message }: { readonly message?: string } = {}): void {
    const queryParams = { ...paramsOf(panel), ...(message && { message }) };
    void this.toChat.navigate(['/chat', this.store.channelId()], { queryParams });
  }

  override close(): void {
    // There is nothing to close.
  }
}
