import { Component, computed, inject, input, signal } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { OwnAcknowledgementDocument } from '../../../generated/graphql';
import { read } from '../../core/graphql/read';
import { Button } from '../../ui/button/button';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import type { Message } from '../channel/channel-events.rules';
import { ChannelStore } from '../channel/channel.store';
import { Times } from '../time/times';
import { Acknowledging } from './acknowledging';

type Asked = NonNullable<Message['acknowledgement']>;

/** Below a message that everybody is asked to confirm: the deed, that it is done, and how far it got. */
@Component({
  selector: 'app-acknowledgement-line',
  imports: [Button, Icon, TranslocoPipe],
  template: `
    <div class="line" [class.line-waits]="waits()">
      <app-icon size="sm" [name]="waits() ? 'seal-check' : 'check-circle'" />
      @if (waits()) {
        <span class="words">{{ request() }}</span>
        <button appButton="primary" small type="button" [disabled]="busy()" (click)="confirm()">
          {{ 'chat.confirm.deed' | transloco }}
        </button>
      } @else if (confirmedAt(); as at) {
        <span class="words">{{ 'chat.confirm.done' | transloco: { time: times.moment(at) } }}</span>
      } @else {
        <span class="words">{{ request() }}</span>
      }
      <button
        type="button"
        class="count"
        [attr.aria-label]="'chat.confirm.who' | transloco: counts()"
        (click)="show()"
      >
        {{ 'chat.confirm.count' | transloco: counts() }}
      </button>
    </div>
  `,
  styleUrl: './acknowledgement-line.scss',
})
export class AcknowledgementLine {
  private readonly apollo = inject(Apollo);
  private readonly dialogs = inject(Dialogs);
  private readonly store = inject(ChannelStore);
  private readonly acknowledging = inject(Acknowledging);
  protected readonly times = inject(Times);

  readonly message = input.required<Message>();
  readonly asked = input.required<Asked>();

  private readonly known = rxResource({
    params: () => this.message().id,
    stream: ({ params: id }) => read(this.apollo, OwnAcknowledgementDocument, { id }),
  });
  protected readonly busy = signal(false);
  protected readonly confirmedAt = computed(() =>
    this.known.hasValue() ? (this.known.value().message?.viewerAcknowledgedAt ?? null) : null,
  );
  private readonly own = computed(() => this.message().author?.id === this.store.viewerId());
  protected readonly waits = computed(
    () => this.known.hasValue() && !this.confirmedAt() && !this.own() && this.store.member(),
  );
  protected readonly counts = computed(() => ({
    done: this.asked().receivedCount,
    of: this.asked().expectedCount,
  }));
  protected readonly request = computed(() =>
    this.acknowledging.words(this.waits() ? 'please' : 'asked', this.asked().dueAt),
  );

  protected async confirm(): Promise<void> {
    this.busy.set(true);
    await this.acknowledging.confirm(this.message().id);
    this.busy.set(false);
  }

  protected async show(): Promise<void> {
    const { AcknowledgementList } = await import('./acknowledgement-list');
    const may = this.own() || this.store.can().includes('MODERATE');
    this.dialogs.open(AcknowledgementList, { messageId: this.message().id, may });
  }
}
