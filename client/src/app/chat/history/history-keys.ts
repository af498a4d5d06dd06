import { Service, inject } from '@angular/core';
import { Conversation } from '../channel/conversation';

/** Which message the keyboard goes to: J down, K up, Home and End to the ends. */
@Service({ autoProvided: false })
export class HistoryKeys {
  private readonly conversation = inject(Conversation);

  target(event: KeyboardEvent, ids: readonly string[]): string | null {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return null;
    const at = ids.indexOf(this.conversation.activeId() ?? '');
    switch (event.key.toLowerCase()) {
      case 'j':
        return ids[at < 0 ? ids.length - 1 : Math.min(at + 1, ids.length - 1)] ?? null;
      case 'k':
        return ids[at < 0 ? ids.length - 1 : Math.max(at - 1, 0)] ?? null;
      case 'home':
        return ids[0] ?? null;
      case 'end':
        return ids.at(-1) ?? null;
      case 'escape':
        this.conversation.toBox();
        return null;
      default:
        return null;
    }
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
}
