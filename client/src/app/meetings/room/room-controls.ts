import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import type { MeetingLayout } from '../../../generated/graphql';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { OwnCalls } from '../call/own-calls';
import { CaptionsShown } from '../captions/captions-shown';
import type { AddingTo } from '../growth/add-people-dialog';
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
  private readonly calls = inject(OwnCalls);
  protected readonly floating = inject(Floating);
  protected readonly layout = inject(PaneLayout);
  protected readonly captions = inject(CaptionsShown);

  readonly visit = input.required<RoomVisit>();
  /** The room is to stand above all windows, or no longer. */
  readonly floated = output();

  protected readonly layouts = LAYOUTS;
  private readonly isUp = computed(() => this.visit().own()?.handRaisedAt != null);
  /** As it was wished last, until the room says how it is: who presses twice has lowered it again. */
  protected readonly handUp = linkedSignal(() => this.isUp());
  protected readonly keeps = computed(() => keepsOrder(this.visit().own()?.role ?? null));

  /** Whether what is said is written down here. */
  protected readonly hasCaptions = computed(() => this.visit().room()?.settings.captions ?? false);

  /** The call of the viewer's that this room was, or that rang them into it; null for every other room. */
  protected readonly callId = computed(
    () =>
      this.calls.list().find(({ state, meeting }) => state === 'GROWN' && meeting?.id === this.visit().id)
        ?.id ?? null,
  );

  protected press(event: KeyboardEvent): void {
    const deed = this.deedOf(plainKey(event));
    if (!deed) return;
    event.preventDefault();
    deed();
  }

  private deedOf(key: string | null): (() => void) | null {
    if (key === 'h') return this.toggleHand.bind(this);
    return key === 'c' && this.hasCaptions() ? this.captions.toggle.bind(this.captions) : null;
  }

  protected toggleHand(): void {
    const { participantId } = this.visit();
    const before = this.handUp();
    this.handUp.set(!before);
    void this.visits.quietly(async () => {
      try {
        await this.line.raiseHand(participantId, !before);
      } catch (error) {
        // Refused, or the line is broken: the hand is where it was, and the reason is said.
        this.handUp.set(before);
        throw error;
      }
    });
  }

  protected choose(layout: MeetingLayout): void {
    this.visit().pinned.set(null);
    this.visit().chosenLayout.set(layout);
  }

  protected async chooseDevices(): Promise<void> {
    const { DevicesDialog } = await import('../devices/devices-dialog');
    this.dialogs.open(DevicesDialog, this.visit());
  }

  protected async addPeople(callId: string): Promise<void> {
    const { AddPeopleDialog } = await import('../growth/add-people-dialog');
    const to: AddingTo = {
      callId,
      personIds: this.visit()
        .people()
        .flatMap(({ user }) => user?.id ?? []),
      isSealed: this.visit().room()?.encryption === 'END_TO_END',
    };
    this.dialogs.open(AddPeopleDialog, to);
  }

  protected leave(): void {
    void this.visits.leave(this.visit());
  }

  protected end(): void {
    void this.visits.end(this.visit());
  }
}
