import { Component, ElementRef, computed, effect, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoPipe } from '@jsverse/transloco';
import { Session } from '../../core/session/session';
import { Icon } from '../../ui/icon/icon';
import { Clock } from '../../ui/time/clock';
import { ClockPipe } from '../../ui/time/time-pipes';
import { otherIn } from '../call/call.rules';
import { RungLine } from '../growth/rung-line';
import { SealBadge, type SealShown } from '../keys/seal-badge';
import { SealLapse } from '../keys/seal-lapse';
import { Pointing } from '../pointing/pointing';
import type { Talk } from '../talk/talk';
import { Talks } from '../talk/talks';
import { OtherCalls } from './other-calls';
import { StageControls } from './stage-controls';
import { StageHead } from './stage-head';
import { StageNotices } from './stage-notices';
import { StagePerson } from './stage-person';

/** The dark stage of a call that runs here: the other large, oneself small, what is going on, and what can be done. */
@Component({
  selector: 'app-call-stage',
  imports: [
    ClockPipe,
    Icon,
    OtherCalls,
    RungLine,
    SealBadge,
    SealLapse,
    StageControls,
    StageHead,
    StageNotices,
    StagePerson,
    TranslocoPipe,
  ],
  providers: [Pointing],
  templateUrl: './call-stage.html',
  styleUrl: './call-stage.scss',
})
export class CallStage {
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly router = inject(Router);
  private readonly talks = inject(Talks);
  private readonly pointing = inject(Pointing);
  protected readonly now = inject(Clock).now;
  protected readonly viewer = inject(Session).viewer;

  readonly talk = input.required<Talk>();

  protected readonly call = computed(() => this.talk().call());
  protected readonly other = computed(() => otherIn(this.call(), this.viewer()?.id ?? ''));
  protected readonly participant = computed(() => this.talk().other());
  private readonly visible = computed(() => (this.talk().held() ? null : this.talk().received()));
  protected readonly screen = computed(() =>
    this.participant()?.screen ? (this.visible()?.screen ?? null) : null,
  );
  protected readonly camera = computed(() =>
    this.participant()?.camera ? (this.visible()?.camera ?? null) : null,
  );
  protected readonly ownCamera = computed(() => streamOf(this.talk().media.camera()));
  /** What the viewer shares, so that they see where the other points at it. */
  protected readonly ownScreen = computed(() =>
    this.talk().held() ? null : streamOf(this.talk().media.screen()),
  );
  protected readonly ownId = computed(() => this.talk().place()?.id ?? null);
  protected readonly silent = computed(() => this.participant()?.microphone === false);
  protected readonly otherCalls = computed(() => this.talks.all().filter((talk) => talk !== this.talk()));
  protected readonly heldByMe = computed(() => this.call().heldBy?.id === this.viewer()?.id);
  /** Who can hear and see it besides the two. */
  protected readonly seal: SealShown = {
    facts: computed(() => ({
      state: this.talk().sealed()?.keys.state() ?? null,
      unreadable: this.talk().sealed()?.keys.unreadable() === true,
      othersLack: this.participant() !== null && this.participant()?.mediaKey == null,
    })),
    code: computed(() => this.talk().sealed()?.keys.code() ?? null),
    others: computed(() => [this.other()?.displayName ?? '']),
  };
  /** What keeps the two from talking, if anything does. */
  protected readonly trouble = computed(() => {
    if (this.talk().ringing()) return 'ringing';
    if (this.talk().held()) return null;
    if (this.participant()?.state === 'RECONNECTING') return 'theyReconnect';
    const { connection } = this.talk();
    if (connection() === 'connected') return null;
    return connection() === 'broken' ? 'reconnecting' : 'connecting';
  });

  constructor() {
    effect(() => {
      const meetingId = this.call().meeting?.id;
      const [ownId, other] = [this.ownId(), this.participant()];
      const sharers = [this.ownScreen() ? ownId : null, this.screen() ? other?.id : null];
      const isTalking = meetingId !== undefined && ownId !== null && other !== null;
      this.pointing.scene.set(
        isTalking
          ? {
              ...{ meetingId, ownId, mayPoint: true },
              people: [ownId, other.id].map((id) => ({
                id,
                displayName: (id === ownId ? this.viewer() : this.other())?.displayName ?? '',
              })),
              sharers: sharers.filter((id) => id != null),
            }
          : null,
      );
    });
  }

  /** Shows the other above all windows, or no longer. */
  protected async float(): Promise<void> {
    if (document.pictureInPictureElement) {
      await document.exitPictureInPicture();
      return;
    }
    const video = this.element.querySelector<HTMLVideoElement>('.main video');
    await video?.requestPictureInPicture();
  }

  protected back(): void {
    void this.router.navigateByUrl('/calls');
  }
}

function streamOf(track: MediaStreamTrack | null): MediaStream | null {
  return track && new MediaStream([track]);
}
