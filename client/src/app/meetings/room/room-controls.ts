import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingLayout } from '../../../generated/graphql';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { keepsOrder } from '../people-panel/people.rules';
import { MediaControls } from '../stage/media-controls';
import { plainKey } from '../stage/plain-key';
import { StageControl } from '../stage/stage-control';
import { Floating } from './floating';
import { LAYOUTS } from './layouts';
import { RoomLine } from './room-line';
import type { RoomVisit } from './room-visit';
import { RoomVisits } from './room-visits';

/** What can be done in a room, each with its word and its key. */
@Component({
  selector: 'app-room-controls',
  imports: [Icon, MatMenuModule, MediaControls, StageControl, TranslocoPipe],
  templateUrl: './room-controls.html',
  styleUrl: './room-controls.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class RoomControls {
  private readonly dialogs = inject(Dialogs);
  private readonly line = inject(RoomLine);
  private readonly visits = inject(RoomVisits);
  protected readonly floating = inject(Floating);

  readonly visit = input.required<RoomVisit>();
  /** The room is to stand above all windows, or no longer. */
  readonly floated = output();

  protected readonly layouts = LAYOUTS;
  protected readonly handUp = computed(() => this.visit().own()?.handRaisedAt != null);
  protected readonly keeps = computed(() => keepsOrder(this.visit().own()?.role ?? null));

  protected press(event: KeyboardEvent): void {
    if (plainKey(event) !== 'h') return;
    event.preventDefault();
    this.toggleHand();
  }

  protected toggleHand(): void {
    void this.visits.quietly(() => this.line.raiseHand(this.visit().participantId, !this.handUp()));
  }

  protected choose(layout: MeetingLayout): void {
    this.visit().pinned.set(null);
    this.visit().chosenLayout.set(layout);
  }

  protected async chooseDevices(): Promise<void> {
    const { DevicesDialog } = await import('../devices/devices-dialog');
    this.dialogs.open(DevicesDialog, this.visit());
  }

  protected leave(): void {
    void this.visits.leave(this.visit());
  }

  protected end(): void {
    void this.visits.end(this.visit());
  }
}
