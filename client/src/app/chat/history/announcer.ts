import { Component, effect, inject, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { TranslocoService } from '@jsverse/transloco';
import { plural } from '../../core/i18n/plural';
import { summaryKey } from '../attachment/summary.rules';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { excerptOf } from '../composer/mention.rules';
import { News } from './news.rules';

const gatherMs = 1_000;
const singlyAtMost = 3;

/**
 * Says new messages to those who listen: each one, or one summary when many come together. It stands there before the
 * first message does, for a reader hears only of what changes in a place it knows.
 */
@Component({
  selector: 'app-announcer',
  // The same words twice are said twice: each time they are a paragraph of their own.
  template: `<div class="visually-hidden" aria-live="polite">
    @for (each of [said()]; track each.nth) {
      <p>{{ each.words }}</p>
    }
  </div>`,
})
export class Announcer {
  private readonly store = inject(ChannelStore);
  private readonly texts = inject(TranslocoService);
  private readonly news = new News<Message>(this.store.viewerId());
  private waiting: { readonly name: string; readonly text: string }[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  protected readonly said = signal({ words: '', nth: 0 });

  constructor() {
    this.store.arrived.pipe(takeUntilDestroyed()).subscribe((message) => {
      this.gather(this.news.told(message));
    });
    effect(() => {
      const messages = this.store.messages();
      const state = { whole: !this.store.hasNewer(), followed: this.store.followed() };
      untracked(() => {
        this.gather(this.news.shown(messages, state));
      });
    });
  }

  private gather(fresh: readonly Message[]): void {
    if (fresh.length === 0) return;
    for (const message of fresh) {
      const key = summaryKey(message);
      const text = key ? this.texts.translate(key) : (message.text ?? '');
      this.waiting.push({ name: message.author?.displayName ?? '', text });
    }
    this.timer ??= setTimeout(() => {
      this.say();
    }, gatherMs);
  }

  private say(): void {
    this.timer = undefined;
    const news = this.waiting;
    this.waiting = [];
    const words =
      news.length > singlyAtMost
        ? plural(this.texts, 'chat.newMessages', news.length)
        : news.map(({ name, text }) => `${name}: ${excerptOf(text, 300)}`).join('. ');
    this.said.update(({ nth }) => ({ words, nth: nth + 1 }));
  }
}
