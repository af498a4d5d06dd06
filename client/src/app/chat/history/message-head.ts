import { Component, effect, inject, input } from '@angular/core';
import type { Message } from '../channel/channel-events.rules';
import { ThreadMark } from '../thread/thread-mark';
import { PinMark } from '../pins/pin-mark';
import { SavedItems } from '../saved/saved-items';
import { SavedMark } from '../saved/saved-mark';

/**
 * What stands between the name and the words of a message. A feature adds one `@if` with a `@defer` inside, so that
 * nobody loads what no message on screen has.
 */
@Component({
  selector: 'app-message-head',
  imports: [PinMark, SavedMark, ThreadMark],
  template: `
    @if (message().inThread) {
      @defer (on immediate) {
        <app-thread-mark [message]="message()" />
      }
    }
    @if (message().pinnedAt) {
      @defer (on immediate) {
        <app-pin-mark [name]="message().pinnedBy?.displayName" />
      }
    }
    @if (saved.on(message().id)) {
      @defer (on immediate) {
        <app-saved-mark [messageId]="message().id" />
      }
    }
  `,
})
export class MessageHead {
  protected readonly saved = inject(SavedItems);
  readonly message = input.required<Message>();

  constructor() {
    effect(() => {
      this.saved.look(this.message().id);
    });
  }
}
