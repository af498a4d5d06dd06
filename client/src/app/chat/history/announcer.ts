import { Component, effect, inject, signal, untracked } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import { summaryKey } from '../attachment/summary.rules';
import { ChannelStore } from '../channel/channel.store';
import { excerptOf } from '../composer/mention.rules';

const gatherMs = 1_000;
const singlyAtMost = 3;

/** Says new messages to those who listen: each one, or one summary when many come together. */
@Component({
  selector: 'app-announcer',
  template: `<p class="visually-hidden" aria-live="polite">{{ said() }}</p>`,
})
export class Announcer {
  private readonly store = inject(ChannelStore);
  private readonly texts = inject(TranslocoService);
  private heardUpTo: number | null = null;
  /** Whether the newest message was there the last time: only then is what comes after it news. */
  private atNewest = false;
  private waiting: { readonly name: string; readonly text: string }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly said = signal('');

  constructor() {
    effect(() => {
      const messages = this.store.messages();
      const newest = messages.at(-1)?.seq;
      if (newest === undefined) return;
      const { heardUpTo, atNewest } = this;
      this.heardUpTo = Math.max(newest, heardUpTo ?? newest);
      this.atNewest = !this.store.hasNewer();
      if (heardUpTo === null || !atNewest) return;
      const fresh = messages.filter(
        ({ seq, author }) => seq > heardUpTo && author?.id !== untracked(this.store.viewerId),
      );
      if (fresh.length === 0) return;
      for (const message of fresh) {
        const key = summaryKey(message);
        const text = key ? this.texts.translate(key) : (message.text ?? '');
        this.waiting.push({ name: message.author?.displayName ?? '', text });
      }
      this.timer ??= setTimeout(() => {
        this.say();
      }, gatherMs);
    });
  }

  private say(): void {
    this.timer = undefined;
    const news = this.waiting;
    this.waiting = [];
    this.said.set(
      news.length > singlyAtMost
        ? plural(this.texts, 'chat.newMessages', news.length)
        : news.map(({ name, text }) => `${name}: ${excerptOf(text, 300)}`).join('. '),
    );
  }
}
