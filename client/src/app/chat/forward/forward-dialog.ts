import { DIALOG_DATA, DialogRef } from '@angular/cdk/dialog';
import { Component, computed, inject, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { ForwardMessageDocument, SendCardDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { change } from '../../core/graphql/change';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Toasts } from '../../core/toast/toasts';
import { Avatar } from '../../ui/avatar/avatar';
import { DialogDeed } from '../../ui/dialog/dialog-deed';
import { DialogFrame } from '../../ui/dialog/dialog-frame';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { type Destination, destinationsFor } from './destination.rules';

/** What is sent on: a message, or a living thing of which everybody sees what they may. */
export type Sent = { readonly messageId: string } | { readonly cardId: string };

const shownAtMost = 40;

/** Sends a message, a channel or a person on to conversations of the viewer's. */
@Component({
  selector: 'app-forward-dialog',
  imports: [Avatar, DialogDeed, DialogFrame, Field, Icon, Input, TranslocoPipe],
  templateUrl: './forward-dialog.html',
  styleUrl: './forward-dialog.scss',
})
export class ForwardDialog {
  private readonly apollo = inject(Apollo);
  private readonly router = inject(Router);
  private readonly errors = inject(SayError);
  private readonly toasts = inject(Toasts);
  private readonly texts = inject(TranslocoService);
  private readonly sidebar = inject(Sidebar);
  private readonly sent = inject<Sent>(DIALOG_DATA);
  protected readonly dialog = inject(DialogRef);

  protected readonly isCard = 'cardId' in this.sent;
  protected readonly words = signal('');
  protected readonly comment = signal('');
  protected readonly chosen = signal<readonly Destination[]>([]);
  protected readonly busy = signal(false);
  protected readonly places = computed(() =>
    destinationsFor(this.sidebar.entries(), this.words()).slice(0, shownAtMost),
  );

  protected isChosen(place: Destination): boolean {
    return this.chosen().some(({ id }) => id === place.id);
  }

  protected toggle(place: Destination): void {
    this.chosen.update((chosen) =>
      this.isChosen(place) ? chosen.filter(({ id }) => id !== place.id) : [...chosen, place],
    );
  }

  protected async send(): Promise<void> {
    this.busy.set(true);
    try {
      for (const { id } of this.chosen()) await this.sendTo(id);
      this.dialog.close();
      this.say();
    } catch (error) {
      // What was sent is sent; the rest stays chosen, and what is against it is said.
      this.errors.toast(error);
    } finally {
      this.busy.set(false);
    }
  }

  private async sendTo(channelId: string): Promise<void> {
    const words = this.comment().trim() || null;
    const key = crypto.randomUUID();
    if ('messageId' in this.sent) {
      const input = { messageId: this.sent.messageId, channelId, comment: words, key };
      await change(this.apollo, ForwardMessageDocument, { input });
    } else {
      const input = { channelId, text: words, cardId: this.sent.cardId, key };
      await change(this.apollo, SendCardDocument, { input });
    }
    this.chosen.update((chosen) => chosen.filter(({ id }) => id !== channelId));
    this.reached.push(channelId);
  }

  private readonly reached: string[] = [];

  private say(): void {
    const [only] = this.reached;
    const go =
      this.reached.length === 1 && only
        ? {
            label: this.texts.translate('chat.forward.open'),
            run: () => void this.router.navigate(['/chat', only]),
          }
        : undefined;
    this.toasts.done(this.texts.translate('chat.forward.done'), go);
  }
}
