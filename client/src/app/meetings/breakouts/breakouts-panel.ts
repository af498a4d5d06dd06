import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoPipe, TranslocoService, provideTranslocoScope } from '@jsverse/transloco';
import { PluralPipe } from '../../core/i18n/plural';
import { Button } from '../../ui/button/button';
import { EmptyState } from '../../ui/empty-state/empty-state';
import { Field, Input } from '../../ui/field/field';
import { Icon } from '../../ui/icon/icon';
import { Skeleton } from '../../ui/skeleton/skeleton';
import { keepsOrder } from '../people-panel/people.rules';
import { RoomVisits } from '../room/room-visits';
import { clockOf } from './breakout.rules';
import { BreakoutDeeds } from './breakout-deeds';
import { BreakoutPlan } from './breakout-plan';
import { BreakoutWatch } from './breakout-watch';
import { secondsUntil } from './seconds-until';

/** What stands between them has the direction of its first strong letter (UAX #9, isolates). */
const FIRST_STRONG = '\u2068';
const POP = '\u2069';

/** The breakout rooms of a meeting: hosts plan, open, look into and close them, the others see who is where. */
@Component({
  selector: 'app-breakouts-panel',
  imports: [BreakoutPlan, Button, EmptyState, Field, Icon, Input, PluralPipe, Skeleton, TranslocoPipe],
  providers: [provideTranslocoScope('together')],
  templateUrl: './breakouts-panel.html',
  styleUrl: './breakouts-panel.scss',
})
export class BreakoutsPanel {
  private readonly texts = inject(TranslocoService);
  private readonly visits = inject(RoomVisits);
  private readonly watch = inject(BreakoutWatch);
  protected readonly deeds = inject(BreakoutDeeds);

  /** Id of the meeting, or of the breakout room that the viewer is in. */
  readonly meeting = input.required<string>();

  protected readonly here = computed(() => {
    const room = this.watch.room();
    return room?.id === this.meeting() ? room : null;
  });
  /** The meeting whose rooms they are. */
  protected readonly hall = computed(() => {
    const here = this.here();
    return here?.parent ?? here;
  });
  protected readonly keeps = computed(() => keepsOrder(this.hall()?.viewerParticipant?.role ?? null));
  protected readonly session = computed(() => this.hall()?.breakoutSession ?? null);
  private readonly seconds = secondsUntil(computed(() => this.session()?.closesAt));
  protected readonly left = computed(() => {
    const seconds = this.seconds();
    return seconds === null ? null : clockOf(seconds);
  });
  protected readonly busy = signal(false);

  /** Their names as a list in the viewer's language, each in its own direction of writing. */
  protected namesOf(people: readonly { readonly displayName: string }[]): string {
    const names = people.map(({ displayName }) => `${FIRST_STRONG}${displayName}${POP}`);
    return new Intl.ListFormat(this.texts.activeLang()).format(names);
  }

  protected go(meetingId: string): void {
    void this.visits.moveTo(meetingId);
  }

  protected async close(): Promise<void> {
    const hall = this.hall();
    if (!hall || this.busy()) return;
    this.busy.set(true);
    await this.deeds.close(hall.id);
    this.busy.set(false);
  }

  protected async tell(event: Event, box: HTMLInputElement): Promise<void> {
    event.preventDefault();
    const [hall, text] = [this.hall(), box.value.trim()];
    if (hall && text !== '' && (await this.deeds.tell(hall.id, text))) box.value = '';
  }
}
