import { Component, input } from '@angular/core';
import type { Message } from '../channel/channel-events.rules';

/**
 * What stands below the words of a message. A feature adds one `@if` with a `@defer` inside, so that nobody loads
 * what no message on screen has.
 */
@Component({ selector: 'app-message-parts', imports: [], template: `` })
export class MessageParts {
  readonly message = input.required<Message>();
}
