import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Dialogs } from '../../ui/dialog/dialogs';
import { Icon } from '../../ui/icon/icon';
import { PaneLayout } from '../../ui/panes/pane-layout';
import { CallDeeds } from '../call/call-deeds';
import { canShare } from '../media/local-media';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';
import { StageControl } from './stage-control';
import { isTyping } from './typing';

/** Whether a picture can stand above all windows here. */
const canFloat = 'pictureInPictureEnabled' in document && document.pictureInPictureEnabled;

/** What can be done in a call, each with its word and its key. */
@Component({
  selector: 'app-stage-controls',
  imports: [Icon, MatMenuModule, StageControl, TranslocoPipe],
  templateUrl: './stage-controls.html',
  styleUrl: './stage-controls.scss',
  host: { '(document:keydown)': 'press($event)' },
})
export class StageControls {
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly deeds = inject(CallDeeds);
  private readonly talks = inject(Talks);
  protected readonly layout = inject(PaneLayout);

  readonly talk = input.required<Talk>();
  /** The picture of the other is to stand above all windows, or no longer. */
  readonly floated = output();

  protected readonly canFloat = canFloat;
  protected readonly canShare = canShare;
  protected readonly media = computed(() => this.talk().media);
  protected readonly call = computed(() => this.talk().call());
  protected readonly heldByMe = computed(() => {
    const { heldBy } = this.call();
    return this.talk().held() && heldBy?.id === this.session.viewer()?.id;
  });
  protected readonly heldByOther = computed(() => this.talk().held() && !this.heldByMe());
  /** What one asks somebody else in this call: whether they take over another one. */
  protected readonly consulting = computed(() => this.call().consultsAbout?.id ?? null);
  protected readonly answered = computed(() => !this.talk().ringing());

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

  protected complete(): void {
    const id = this.consulting();
    if (id) void this.talks.quietly(() => this.deeds.completeTransfer(id));
  }

  protected leave(): void {
    const { id } = this.call();
    void this.talks.quietly(() => (this.talk().ringing() ? this.deeds.cancel(id) : this.deeds.hangUp(id)));
  }

  private deedOf(key: string): (() => void) | null {
    const isLive = !this.talk().held();
    if (key === 'm') return this.toggleMicrophone.bind(this);
    if (key === 'v' && isLive) return this.toggleCamera.bind(this);
    if (key === 's' && isLive && canShare) return this.toggleShare.bind(this);
    return key === 'h' && this.answered() && !this.heldByOther() ? this.toggleHold.bind(this) : null;
  }
}
