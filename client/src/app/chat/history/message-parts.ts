import { Component, computed, input } from '@angular/core';
import { LinkPreviews } from '../attachment/link-previews';
import { MessageAttachments } from '../attachment/message-attachments';
import { roomOf } from '../attachment/room.rules';
import type { Message } from '../channel/channel-events.rules';

/**
 * What stands below the words of a message. A feature adds one `@if` with a `@defer` inside, so that nobody loads
 * what no message on screen has.
 */
@Component({
  selector: 'app-message-parts',
  imports: [LinkPreviews, MessageAttachments],
  template: `
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
  `,
})
export class MessageParts {
  readonly message = input.required<Message>();
  /** What its files will need, so that nothing moves while the first of all is loaded. */
  protected readonly room = computed(() => roomOf(this.message().attachments));
}
