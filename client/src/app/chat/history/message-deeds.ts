import { Clipboard } from '@angular/cdk/clipboard';
import { Service, inject } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { firstValueFrom } from 'rxjs';
import {
  AddReactionDocument,
  type AttachmentInput,
  DeleteMessageDocument,
  EditMessageDocument,
  RemoveReactionDocument,
} from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Session } from '../../core/session/session';
import { Toasts } from '../../core/toast/toasts';
import { Dialogs } from '../../ui/dialog/dialogs';
import type { Message } from '../channel/channel-events.rules';
import { toWrittenText } from '../composer/mention.rules';
import { afterOwnReaction } from './reaction.rules';

/** What can be done with a message that was sent. */
@Service()
export class MessageDeeds {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly clipboard = inject(Clipboard);

  /** Adds the viewer's reaction or takes it back; shown at once. */
  react(message: Message, emoji: string): void {
    const viewer = this.session.viewer();
    if (!viewer) return;
    const variables = { input: { messageId: message.id, emoji, key: crypto.randomUUID() } };
    const after = {
      __typename: 'Message' as const,
      id: message.id,
      ...afterOwnReaction(message, emoji, viewer),
    };
    const failed = (error: unknown): void => {
      this.errors.toast(error);
    };
    if (message.viewerReactions.includes(emoji)) {
      const optimisticResponse = { removeReaction: after };
      const mutation = RemoveReactionDocument;
      this.apollo.mutate({ mutation, variables, optimisticResponse }).subscribe({ error: failed });
    } else {
      const optimisticResponse = { addReaction: after };
      const mutation = AddReactionDocument;
      this.apollo.mutate({ mutation, variables, optimisticResponse }).subscribe({ error: failed });
    }
  }

  /**
   * Changes an own message; says whether it worked, so that the text is not lost when it did not.
   * @param attachments what it shows from now on; left out where that stays as it is
   */
  async edit(message: Message, text: string, attachments?: readonly AttachmentInput[]): Promise<boolean> {
    const { id: messageId, version: expectedVersion } = message;
    const files = attachments && { attachments: [...attachments] };
    const input = { messageId, text, ...files, expectedVersion, key: crypto.randomUUID() };
    try {
      await firstValueFrom(this.apollo.mutate({ mutation: EditMessageDocument, variables: { input } }));
      return true;
    } catch (error) {
      // The changed text stays in the box; what stands against it is said.
      this.errors.toast(error);
      return false;
    }
  }

  remove(message: Message): void {
    const say = (key: string): string => this.texts.translate(`chat.delete.${key}`);
    const question = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: true };
    this.dialogs.ask(question).subscribe((yes) => {
      if (!yes) return;
      const input = { messageId: message.id, key: crypto.randomUUID() };
      this.apollo.mutate({ mutation: DeleteMessageDocument, variables: { input } }).subscribe({
        error: (error: unknown) => {
          this.errors.toast(error);
        },
      });
    });
  }

  copyText(message: Message): void {
    this.copyWritten(message.text ?? '');
  }

  /** Copies words as they were typed, not as they are stored. */
  copyWritten(text: string): void {
    this.copy(toWrittenText(text).text, 'chat.copied.text');
  }

  copyLink(channelId: string, message: Message): void {
    this.copy(`${location.origin}/chat/${channelId}?message=${message.id}`, 'chat.copied.link');
  }

  private copy(text: string, said: string): void {
    if (this.clipboard.copy(text)) this.toasts.done(this.texts.translate(said));
  }
}
