import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe, TranslocoService } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { CallDeeds } from '../call/call-deeds';
import { otherIn } from '../call/call.rules';
import type { AddingTo } from '../growth/add-people-dialog';
import { whyNotRecorded } from '../recording/recording.rules';
import type { StartData } from '../recording/start-recording';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';
import { MediaControls } from './media-controls';
import { plainKey } from './plain-key';
import { StageControl } from './stage-control';

/** Whether a picture can stand above all windows here. */
const canFloat = 'pictureInPictureEnabled' in document && document.pictureInPictureEnabled;

/** What can be done in a call, each with its word and its key. */
@Component({
  selector: 'app-stage-controls',
  imports: [Icon, MatMenuModule, MediaControls, StageControl, TranslocoPipe],
  templateUrl: './stage-controls.html',
  styleUrl: './stage-controls.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class StageControls {
  private readonly texts = inject(TranslocoService);
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);
  protected readonly layout = inject(PaneLayout);

  readonly talk = input.required<Talk>();
  /** The picture of the other is to stand above all windows, or no longer. */
  readonly floated = output();

  protected readonly canFloat = canFloat;
  protected readonly call = computed(() => this.talk().call());
  protected readonly heldByMe = computed(() => {
    const { heldBy } = this.call();
    return this.talk().held() && heldBy?.id === this.session.viewer()?.id;
  });
  protected readonly heldByOther = computed(() => this.talk().held() && !this.heldByMe());
  /** What one asks somebody else in this call: whether they take over another one. */
  protected readonly consulting = computed(() => this.call().consultsAbout?.id ?? null);
  /** Why nobody can be added right now; null where they can. */
  protected readonly notGrowing = computed(() => {
    if (this.call().growthMissing != null) return 'noServer';
    return this.talk().held() ? 'held' : null;
  });
  protected readonly answered = computed(() => !this.talk().ringing());

  protected press(event: KeyboardEvent): void {
    if (plainKey(event) !== 'h' || !this.answered() || this.heldByOther()) return;
    event.preventDefault();
    this.toggleHold();
  }

  protected toggleHold(): void {
    const { id } = this.call();
    void this.talks.quietly(() => (this.heldByMe() ? this.deeds.resume(id) : this.deeds.hold(id)));
  }

  protected async chooseDevices(): Promise<void> {
    const { DevicesDialog } = await import('../devices/devices-dialog');
    this.dialogs.open(DevicesDialog, this.talk());
  }

  protected async handOver(): Promise<void> {
    const { TransferDialog } = await import('../transfer/transfer-dialog');
    this.dialogs.open(TransferDialog, this.call());
  }

  protected async addPeople(): Promise<void> {
    const { AddPeopleDialog } = await import('../growth/add-people-dialog');
    const { id, caller, callee, meeting } = this.call();
    const to: AddingTo = {
      callId: id,
      personIds: [caller, callee].flatMap((person) => person?.id ?? []),
      isSealed: meeting?.encryption === 'END_TO_END',
    };
    this.dialogs.open(AddPeopleDialog, to);
  }

  /** Asks before the other is asked, or says why there is nothing to ask. */
  protected async record(): Promise<void> {
    const { StartRecording } = await import('../recording/start-recording');
    const call = this.call();
    const reason = whyNotRecorded(call);
    const other = otherIn(call, this.session.viewer()?.id ?? '')?.displayName;
    const data: StartData = {
      meetingId: call.meeting?.id ?? '',
      because: reason && this.texts.translate(`meetings.record.not.${reason}`),
      other: other ?? this.texts.translate('meetings.somebody'),
    };
    this.dialogs.open(StartRecording, data, 'question');
  }

  protected complete(): void {
    const id = this.consulting();
    if (id) void this.talks.quietly(() => this.deeds.completeTransfer(id));
  }

  protected leave(): void {
    const { id } = this.call();
    void this.talks.quietly(() => (this.talk().ringing() ? this.deeds.cancel(id) : this.deeds.hangUp(id)));
  }
}
