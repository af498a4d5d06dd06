import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui/icon/icon';
import { IconButton } from '../../ui/icon-button/icon-button';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { asClock } from '../call/call.rules';
import { secondsSince } from '../desk/seconds';
import { canShare } from '../media/local-media';
import type { RoomVisit } from './room-visit';
import { RoomVisits } from './room-visits';

/** A room that goes on while one works elsewhere: back to it, and what is needed at once. */
@Component({
  selector: 'app-room-bar',
  imports: [Icon, IconButton, RouterLink, TranslocoPipe],
  templateUrl: './room-bar.html',
  styleUrl: '../desk/call-bar.scss',
})
export class RoomBar {
  private readonly visits = inject(RoomVisits);
  protected readonly layout = inject(PaneLayout);
  protected readonly canShare = canShare;

  readonly visit = input.required<RoomVisit>();

  protected readonly media = computed(() => this.visit().media);
  private readonly seconds = secondsSince(computed(() => this.visit().room()?.startedAt));
  protected readonly clock = computed(() => asClock(this.seconds() ?? 0));

  protected toggleMicrophone(): void {
    this.media().mute(this.media().speaks());
  }

  protected toggleCamera(): void {
    void this.media().switchCamera(!this.media().cameraOn());
  }

  protected toggleShare(): void {
    void this.media().share(!this.media().sharing());
  }

  protected leave(): void {
    void this.visits.leave(this.visit());
  }
}
