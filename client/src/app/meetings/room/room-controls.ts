import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingLayout } from '../../../generated/graphql';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { canShare } from '../media/local-media';
import { keepsOrder } from '../people-panel/people.rules';
import { StageControl } from '../stage/stage-control';
import { isTyping } from '../stage/typing';
import { Floating } from './floating';
import { LAYOUTS } from './layouts';
import { RoomLine } from './room-line';
import type { RoomVisit } from './room-visit';
import { RoomVisits } from './room-visits';

/** What can be done in a room, each with its word and its key. */
@Component({
  selector: 'app-room-controls',
  imports: [Icon, MatMenuModule, StageControl, TranslocoPipe],
  templateUrl: './room-controls.html',
  styleUrl: './room-controls.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class RoomControls {
  private readonly dialogs = inject(Dialogs);
  private readonly line = inject(RoomLine);
  private readonly visits = inject(RoomVisits);
  protected readonly layout = inject(PaneLayout);
  protected readonly floating = inject(Floating);

  readonly visit = input.required<RoomVisit>();
  /** The room is to stand above all windows, or no longer. */
  readonly floated = output();

  protected readonly canShare = canShare;
  protected readonly layouts = LAYOUTS;
  protected readonly media = computed(() => this.visit().media);
  protected readonly handUp = computed(() => this.visit().own()?.handRaisedAt != null);
  protected readonly keeps = computed(() => keepsOrder(this.visit().own()?.role ?? null));

  protected press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const deed = this.deedOf(event.key.toLowerCase());
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  protected toggleMicrophone(): void {
    this.media().mute(this.media().speaks());
  }

  protected toggleCamera(): void {
    void this.media().switchCamera(!this.media().cameraOn());
  }

  protected toggleShare(): void {
    void this.media().share(!this.media().sharing());
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

  private deedOf(key: string): (() => void) | null {
    if (key === 'm') return this.toggleMicrophone.bind(this);
    if (key === 'v') return this.toggleCamera.bind(this);
    if (key === 's' && canShare) return this.toggleShare.bind(this);
    return key === 'h' ? this.toggleHand.bind(this) : null;
  }
}
