import { NgComponentOutlet } from '@angular/common';
import { Component, computed, effect, inject, input, resource, untracked } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { map } from 'rxjs';
import { RoomChannelDocument } from '../../../generated/graphql';
import { CHANNEL_PANEL } from '../../core/chat/channel-panel';
import { SayError } from '../../core/errors/say-error';
import { reloadWhenBack } from '../../core/graphql/reload-when-back';
import { Sidebar } from '../../core/sidebar/sidebar.store';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { ErrorState } from '../../ui/error-state/error-state';
import { Skeleton } from '../../ui/skeleton/skeleton';

/** What is written in a room: its channel, as chat shows it. */
@Component({
  selector: 'app-room-chat',
  imports: [EmptyState, ErrorState, NgComponentOutlet, Skeleton, TranslocoPipe],
  providers: [provideTranslocoScope('together')],
  template: `
    @if (failure(); as error) {
      <app-error-state [text]="sentence(error)" (tryAgain)="tryAgain()" />
    } @else if (channel(); as shown) {
      @if (shown.kind !== 'MEETING') {
        <p class="where" dir="auto">{{ 'together.chat.where' | transloco: { channel: shown.name } }}</p>
      }
      @if (panel.hasValue()) {
        <ng-container *ngComponentOutlet="panel.value(); inputs: { channelId: shown.id }" />
      } @else {
        <app-skeleton [rows]="4" />
      }
    } @else if (found.isLoading()) {
      <app-skeleton [rows]="4" />
    } @else {
      <app-empty-state icon="chats-circle" [text]="'together.chat.none' | transloco" />
    }
  `,
  styleUrl: './room-chat.scss',
})
export class RoomChat {
  private readonly apollo = inject(Apollo);
  private readonly errors = inject(SayError);
  private readonly sidebar = inject(Sidebar);
  private readonly load = inject(CHANNEL_PANEL);
  /** The list of channels as it was when the room was asked for its own. */
  private seen = this.sidebar.entries();

  /** Id of the meeting. */
  readonly meeting = input.required<string>();

  protected readonly panel = resource({ loader: () => this.load() });
  protected readonly found = rxResource({
    params: () => this.meeting(),
    stream: ({ params: meetingId }) =>
      this.apollo
        .query({ query: RoomChannelDocument, variables: { meetingId }, fetchPolicy: 'network-only' })
        .pipe(map(({ data }) => data?.meeting?.channel ?? null)),
  });
  protected readonly channel = computed(() => (this.found.hasValue() ? this.found.value() : null));
  protected readonly failure = computed(() => this.found.error() ?? this.panel.error());

  constructor() {
    reloadWhenBack(this.found);
    effect(() => {
      // Chat lets in whoever comes into a room a moment later, and says so in their list of channels.
      const [entries, isLoading] = [this.sidebar.entries(), this.found.isLoading()];
      if (isLoading || entries === this.seen || untracked(this.channel)) return;
      this.seen = entries;
      untracked(() => this.found.reload());
    });
  }

  protected tryAgain(): void {
    this.found.reload();
    this.panel.reload();
  }

  protected sentence(error: unknown): string {
    return this.errors.sentence(error);
  }
}
