import { Component, computed, input } from '@angular/core';
import { LinkPreviews } from '../attachment/link-previews';
import { AcknowledgementLine } from '../acknowledgement/acknowledgement-line';
import { MessageAttachments } from '../attachment/message-attachments';
import { roomOf } from '../attachment/room.rules';
import { MessageCard } from '../card/message-card';
import type { Message } from '../channel/channel-events.rules';
import { ForwardedWords } from '../forward/forwarded-words';
import { PollView } from '../poll/poll-view';

/**
 * What stands below the words of a message. A feature adds one `@if` with a `@defer` inside, so that nobody loads
 * what no message on screen has.
 */
@Component({
  selector: 'app-message-parts',
  imports: [AcknowledgementLine, ForwardedWords, LinkPreviews, MessageAttachments, MessageCard, PollView],
  template: `
    @if (message().forwarded; as forwarded) {
      @defer (on immediate) {
        <app-forwarded-words [message]="message()" [forwarded]="forwarded" />
      }
    }
    @if (message().poll; as poll) {
      @defer (on immediate) {
        <app-poll-view [message]="message()" [poll]="poll" />
      }
    }
    @if (message().cardId) {
      @defer (on immediate) {
        <app-message-card [messageId]="message().id" />
      }
    }
    @if (message().attachments.length > 0) {
      @defer (on immediate) {
        <app-message-attachments
          [attachments]="message().attachments"
          [author]="message().author?.displayName ?? ''"
        />
      } @placeholder {
        <div [style.block-size.px]="room()"></div>
      }
    }
    @if (message().linkPreviews.length > 0) {
      @defer (on immediate) {
        <app-link-previews [previews]="message().linkPreviews" />
      }
    }
    @if (message().acknowledgement; as asked) {
      @defer (on immediate) {
        <app-acknowledgement-line [message]="message()" [asked]="asked" />
      }
    }
  `,
})
export class MessageParts {
  readonly message = input.required<Message>();
  /** What its files will need, so that nothing moves while the first of all is loaded. */
  protected readonly room = computed(() => roomOf(this.message().attachments));
}
