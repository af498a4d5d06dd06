import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { MarkAllReadDocument } from '../../../generated/graphql';
import { SayError } from '../../core/errors/say-error';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';

/** Above the unread conversations: takes everything for read, in channels and threads, after asking. */
@Component({
  selector: 'app-read-all',
  imports: [Button, Icon, TranslocoPipe],
  template: `
    @if (any()) {
      <button appButton="quiet" small wide type="button" [disabled]="busy()" (click)="ask()">
        <app-icon name="checks" size="sm" />{{ 'chat.readAll.do' | transloco }}
      </button>
    }
  `,
})
export class ReadAll {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly errors = inject(SayError);
  private readonly sidebar = inject(Sidebar);
  private readonly texts = inject(TranslocoService);

  protected readonly busy = signal(false);
  protected readonly any = computed(
    () =>
      this.sidebar.unreadThreadCount() > 0 ||
      this.sidebar.entries().some(({ unreadCount }) => unreadCount > 0),
  );

  protected ask(): void {
    const say = (key: string): string => this.texts.translate(`chat.readAll.${key}`);
    const question = { title: say('title'), text: say('text'), confirm: say('confirm'), danger: false };
    this.dialogs.ask(question).subscribe((yes) => {
      if (yes) this.readAll();
    });
  }

  private readAll(): void {
    this.busy.set(true);
    const input = { key: crypto.randomUUID() };
    this.apollo.mutate({ mutation: MarkAllReadDocument, variables: { input } }).subscribe({
      next: () => {
        this.busy.set(false);
      },
      error: (error: unknown) => {
        this.busy.set(false);
        this.errors.toast(error);
      },
    });
  }
}
