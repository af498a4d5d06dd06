import { Component, computed, effect, inject, input, signal, untracked } from '@angular/core';
import { TranslocoPipe, provideTranslocoScope } from '@jsverse/transloco';
import { Apollo } from 'apollo-angular';
import { BreakoutLinesDocument } from '../../../generated/graphql';
import { ephemeral } from '../../core/graphql/ephemeral';
import { Icon } from '../../ui/icon/icon';
import { RoomVisits } from '../room/room-visits';
import { clockOf } from './breakout.rules';
import { BreakoutDeeds } from './breakout-deeds';
import { BreakoutWatch } from './breakout-watch';
import { secondsUntil } from './seconds-until';

/** Above the stage while a meeting is broken up: which room this is, how long, help, the way back, and what hosts tell. */
@Component({
  selector: 'app-breakout-line',
  imports: [Icon, TranslocoPipe],
  providers: [provideTranslocoScope('together')],
  templateUrl: './breakout-line.html',
  styleUrl: './breakout-line.scss',
})
export class BreakoutLine {
  private readonly apollo = inject(Apollo);
  private readonly visits = inject(RoomVisits);
  private readonly deeds = inject(BreakoutDeeds);
  private readonly watch = inject(BreakoutWatch);

  readonly meeting = input.required<string>();

  protected readonly room = computed(() => {
    const room = this.watch.room();
    return room?.id === this.meeting() ? room : null;
  });
  protected readonly parent = computed(() => this.room()?.parent ?? null);
  private readonly session = computed(
    () => this.parent()?.breakoutSession ?? this.room()?.breakoutSession ?? null,
  );
  protected readonly isOpen = computed(() => this.session() !== null);
  private readonly seconds = secondsUntil(computed(() => this.session()?.closesAt));
  protected readonly left = computed(() => {
    const seconds = this.seconds();
    return seconds === null ? null : clockOf(seconds);
  });
  protected readonly helpWanted = computed(() => Boolean(this.room()?.helpWantedAt));
  protected readonly told = signal<{ readonly by: string; readonly text: string } | null>(null);

  constructor() {
    effect((onCleanup) => {
      const meetingId = this.meeting();
      const heard = untracked(() =>
        ephemeral(this.apollo, { query: BreakoutLinesDocument, variables: { meetingId } }).subscribe(
          ({ meetingSignals: signalled }) => {
            if (signalled.__typename === 'LineTold') this.told.set(signalled);
          },
        ),
      );
      onCleanup(() => {
        heard.unsubscribe();
        this.told.set(null);
      });
    });
  }

  protected toggleHelp(): void {
    void this.deeds.help(this.meeting(), !this.helpWanted());
  }

  protected back(): void {
    const parent = this.parent();
    if (parent) void this.visits.moveTo(parent.id);
  }
}
