import { Service, effect, inject, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import type { OwnHiddenFragment } from '../../../generated/graphql';
import { Session } from '../session/session';
import { Toasts } from '../toast/toasts';
import { OwnThings } from './own-things';
import { unseenHidden } from './hidden.rules';

const LONGEST_QUOTE = 80;

/**
 * Says, wherever the viewer is, that those who keep order hid or deleted a message of theirs: at once, or when they come
 * back. This device remembers up to when it has said so.
 */
@Service()
export class HiddenToasts {
  private readonly own = inject(OwnThings);
  private readonly session = inject(Session);
  private readonly texts = inject(TranslocoService);
  private readonly toasts = inject(Toasts);

  constructor() {
    effect(() => {
      const hidden = this.own.hidden();
      untracked(() => {
        this.tell(hidden);
      });
    });
  }

  private tell(hidden: readonly OwnHiddenFragment[]): void {
    const place = `parley.hidden.${this.session.viewer()?.id ?? ''}`;
    const { unseen, seenUpTo } = unseenHidden(hidden, localStorage.getItem(place), Date.now());
    const [last] = unseen;
    if (!last) return;
    localStorage.setItem(place, seenUpTo);
    const words = { channel: last.channelName, count: unseen.length, text: quoteOf(last.text ?? '') };
    const alone = last.deleted ? 'deleted' : words.text ? 'one' : 'wordless';
    const how = unseen.length > 1 ? 'several' : alone;
    this.toasts.failed(this.texts.translate(`shell.hidden.${how}`, words));
  }
}

/** The beginning of a text, on one line. */
const quoteOf = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE).toWellFormed()}…` : line;
};
