import { Service, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Apollo } from 'apollo-angular';
import { OpenConversationDocument, ReplyToCallDocument } from '../../../generated/graphql';
import { change } from '../../core/graphql/change';

/** Answers a caller in words, in the conversation of the two. */
@Service()
export class CallReply {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);

  async send(userId: string, text: string): Promise<void> {
    const channelId = await this.conversationWith(userId);
    await change(this.apollo, ReplyToCallDocument, {
      input: { channelId, text, key: crypto.randomUUID() },
    });
  }

  async open(userId: string): Promise<void> {
    await this.router.navigate(['/chat', await this.conversationWith(userId)]);
  }

  private async conversationWith(userId: string): Promise<string> {
    const input = { userId, key: crypto.randomUUID() };
    return (await change(this.apollo, OpenConversationDocument, { input })).openDirectChannel.id;
  }
}
