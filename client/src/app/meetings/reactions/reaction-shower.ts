import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { Apollo } from 'apollo-angular';
import { RoomReactionsDocument } from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { type Rising, saidOf, withReaction } from './rising.rules';

/** What people show rises over the stage and is gone. */
@Component({
  selector: 'app-reaction-shower',
  template: `
    @for (each of rising(); track each.nth) {
      <span
        class="rising"
        aria-hidden="true"
        [style.inset-inline-start.%]="place(each)"
        (animationend)="drop(each)"
      >
        <span class="emoji">{{ each.emoji }}</span>
        @if (each.name) {
          <span class="name" dir="auto">{{ each.name }}</span>
        }
      </span>
    }
    <span class="visually-hidden" role="status">{{ said() }}</span>
  `,
  styleUrl: './reaction-shower.scss',
})
export class ReactionShower {
  private readonly apollo = inject(Apollo);
  private nth = 0;

  readonly meeting = input.required<string>();
  /** Those who are in it, by the ids of their places. */
  readonly people = input.required<readonly { readonly id: string; readonly displayName: string }[]>();

  protected readonly rising = signal<readonly Rising[]>([]);
  protected readonly said = computed(() => saidOf(this.rising()));

  constructor() {
    effect((onCleanup) => {
      const meetingId = this.meeting();
      const heard = untracked(() =>
        ephemeral(this.apollo, { query: RoomReactionsDocument, variables: { meetingId } }).subscribe(
          ({ meetingSignals: signalled }) => {
            if (signalled.__typename === 'ReactionShown') this.show(signalled.participantId, signalled.emoji);
          },
        ),
      );
      onCleanup(() => {
        heard.unsubscribe();
      });
    });
  }

  protected place({ x }: Rising): number {
    return 8 + x * 76;
  }

  protected drop({ nth }: Rising): void {
    this.rising.update((rising) => rising.filter((each) => each.nth !== nth));
  }

  private show(participantId: string, emoji: string): void {
    const name = this.people().find(({ id }) => id === participantId)?.displayName ?? '';
    this.nth += 1;
    const { nth } = this;
    this.rising.update((rising) => withReaction(rising, { nth, emoji, name }));
  }
}
