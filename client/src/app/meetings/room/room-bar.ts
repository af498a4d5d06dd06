import { Component, computed, inject, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { asClock } from '../call/call.rules';
import { RunningBar } from '../desk/running-bar';
import { secondsSince } from '../desk/seconds';
import type { RoomVisit } from './room-visit';
import { RoomVisits } from './room-visits';

/** A room that goes on while one works elsewhere: back to it, and what is needed at once. */
@Component({
  selector: 'app-room-bar',
  imports: [Icon, RunningBar, TranslocoPipe],
  templateUrl: './room-bar.html',
})
export class RoomBar {
  private readonly visits = inject(RoomVisits);

  readonly visit = input.required<RoomVisit>();

  private readonly seconds = secondsSince(computed(() => this.visit().room()?.startedAt));
  protected readonly clock = computed(() => asClock(this.seconds() ?? 0));

  protected leave(): void {
    void this.visits.leave(this.visit());
  }
}
