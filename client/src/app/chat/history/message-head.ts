import { Component, input } from '@angular/core';
import type { Message } from '../channel/channel-events.rules';
import { ThreadMark } from '../thread/thread-mark';

/**
 * What stands between the name and the words of a message. A feature adds one `@if` with a `@defer` inside, so that
 * nobody loads what no message on screen has.
 */
@Component({
  selector: 'app-message-head',
  imports: [ThreadMark],
  template: `
    @if (message().inThread) {
      @defer (on immediate) {
        <app-thread-mark [message]="message()" />
      }
    }
  `,
})
export class MessageHead {
  readonly message = input.required<Message>();
}
