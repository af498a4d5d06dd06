import { Service, effect, inject, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { PendingCountDocument } from '../../../generated/graphql';
import { Session } from '../../core/session/session';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Toasts } from '../../core/toast/toasts';

const justNowMs = 60_000;

/** How many messages wait for the viewer to confirm them, live; a reminder is said. */
@Service()
export class PendingConfirmations {
  private readonly apollo = inject(Apollo);
  private readonly session = inject(Session);
  private readonly sidebar = inject(Sidebar);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly router = inject(Router);

  readonly count = signal(0);
  /** Grows with everything that happens to what waits. */
  readonly moves = signal(0);

  constructor() {
    effect(() => {
      if (this.session.viewer()?.id) this.read();
    });
    effect(() => {
      const news = this.sidebar.acknowledgement();
      if (!news) return;
      untracked(() => {
        this.count.set(news.pendingCount);
        this.moves.update((moves) => moves + 1);
        if (news.remindedAt && Date.now() - Date.parse(news.remindedAt) < justNowMs) this.say(news);
      });
    });
  }

  private read(): void {
    this.apollo.query({ query: PendingCountDocument, fetchPolicy: 'network-only' }).subscribe({
      next: ({ data }) => {
        this.count.set(data?.viewer?.pendingAcknowledgements?.totalCount ?? 0);
      },
      // What waits is told with the next word of the sidebar; nothing on screen depends on it until then.
      error: () => undefined,
    });
  }

  private say({ message }: NonNullable<ReturnType<Sidebar['acknowledgement']>>): void {
    if (!message) return;
    const name = message.author?.displayName ?? this.texts.translate('chat.formerMember');
    const channel = message.channel.name;
    this.toasts.done(this.texts.translate('chat.confirm.reminder', { name, channel }), {
      label: this.texts.translate('chat.confirm.show'),
      run: () => {
        void this.router.navigate(['/chat', message.channel.id], { queryParams: { message: message.id } });
      },
    });
  }
}
